package dev.weir.chaos.feed;

import java.util.BitSet;
import java.util.List;

/** Where the records of a trial are put, and the configuration by which Weir reads them. */
public sealed interface Feed extends AutoCloseable
    permits FileFeed, RotatedFeed, RedisFeed, CutFeed {

  /** The kind of source that Weir reads. */
  enum Kind {
    /** A file that grows. */
    FILE,
    REDIS,
    /** Files that grow and are rotated. */
    ROTATED
  }

  /** Appends the records; returns once the ledger knows of each what became of it. */
  void append(List<Workload.Row> rows) throws Exception;

  FeedLedger ledger();

  /** Name of the pipeline that reads it. */
  String pipeline();

  /** How many records a reader has behind it that stands there. */
  long number(String position);

  /** The entry of the configuration. */
  String source();

  /**
   * The entry for the oracle, which reads just these records, undisturbed.
   *
   * @param disturbed what the process under trial wrote, which tells in which order it read
   */
  String oracle(BitSet records, Detections disturbed) throws Exception;

  /** Whether the oracle finds each record at the place where the process under trial found it. */
  default boolean keepsPlaces() {
    return true;
  }

  /** Whether it may fail by itself now: a process that starts needs sources that can be reached. */
  default void mayFail(boolean now) {
    // Most never do.
  }

  /** Ends what makes the source fail, and what is under way: all records can be read. */
  default void calm() throws Exception {
    // Most never fail by themselves.
  }

  /** Rotates the file that grows now, if there is one. */
  default void rotate() throws Exception {
    // Most have no files that are rotated.
  }

  /** How many gaps of unknown length the source has to have counted. */
  default long gaps() {
    return 0;
  }

  /** Why more was acknowledged than the oldest checkpoint covers; empty if it was not. */
  List<String> acknowledgedTooMuch(Checkpoints checkpoints) throws Exception;

  @Override
  void close();
}
