package dev.weir.connectors.ingest;

/** The outcome for a batch that was sent to a journal. */
public sealed interface Receipt {

  /**
   * The batch is on disk.
   *
   * @param first number of its first line in the source, from 1
   * @param last number of its last line
   * @param duplicate whether it had been stored before, under the same key
   */
  record Stored(long first, long last, boolean duplicate) implements Receipt {}

  /** The key was used for a batch with another body. Nothing is stored. */
  record KeyReused() implements Receipt {}

  /** There is no room now: too much waits for the disk, or for a checkpoint. Nothing is stored. */
  record Full(String reason) implements Receipt {}
}
