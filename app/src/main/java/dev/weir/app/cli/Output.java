package dev.weir.app.cli;

/** How a verb prints its result. */
enum Output {
  TABLE,
  JSON
}
