package dev.weir.connectors.ingest;

import java.util.List;

/**
 * Counts the records of a batch that can be read, and lists those that cannot.
 *
 * @param accepted records that can be read
 * @param rejected records that cannot; the source puts them among the dead letters
 * @param errors of the first of these, at most {@link #MOST_ERRORS}
 */
public record Verdict(int accepted, int rejected, List<BadRecord> errors) {

  /** No more errors than this are listed. */
  public static final int MOST_ERRORS = 100;

  /**
   * A record that cannot be read.
   *
   * @param line in the batch, from 1
   * @param code the reason as dead letters give it, such as {@code not_a_number}
   * @param detail a sentence
   */
  public record BadRecord(long line, String code, String detail) {}

  public Verdict {
    errors = List.copyOf(errors);
  }
}
