package dev.weir.engine;

/**
 * Turns the two numbers that say where in its source a record stands into text. The text is part of
 * the record's id: the same record has the same text after any restart.
 */
@FunctionalInterface
public interface PositionFormat {

  /** Record number {@code low}; {@code high} is not used. */
  PositionFormat NUMBER = (high, low) -> Long.toString(low);

  /** The text of a place; called from any thread. */
  String text(long high, long low);
}
