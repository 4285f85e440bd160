package dev.weir.app.cli.output;

/** How a verb prints its result. */
enum Output {
  TABLE,
  JSON
}
