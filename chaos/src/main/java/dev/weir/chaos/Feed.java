package dev.weir.chaos;

import java.util.BitSet;
import java.util.List;

/** Where the records of a trial are put, and how Weir is told to read them. */
sealed interface Feed extends AutoCloseable permits FileFeed, RedisFeed {

  /** What stands before Weir. */
  enum Kind {
    FILE,
    REDIS
  }

  /** Appends the records; returns once the ledger knows of each what became of it. */
  void append(List<Workload.Row> rows) throws Exception;

  Ledger ledger();

  /** Name of the pipeline that reads it. */
  String pipeline();

  /** How many records a reader has behind it that stands there. */
  long number(String position);

  /** The entry of the configuration. */
  String source();

  /** The entry for the oracle, which reads just these records, undisturbed. */
  String oracle(BitSet records) throws Exception;

  /** Why more was acknowledged than the oldest checkpoint covers; empty if it was not. */
  List<String> acknowledgedTooMuch(Checkpoints checkpoints) throws Exception;

  @Override
  void close();
}
