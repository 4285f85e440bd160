package dev.weir.chaos.random.feed;

/** Gives the records of a drawn source to Weir, and to the reference engine afterwards. */
public interface DrawnFeed {

  /** The entry of the configuration. */
  String entry();

  /**
   * Makes all records before this number available.
   *
   * @param running whether the process runs
   */
  void upTo(long number, boolean running) throws Exception;

  /** The entry that reads all records once more, in the order in which they were given. */
  String oracle() throws Exception;

  /** Whether positions, and so ids, are the same for the oracle. */
  boolean isExact();

  /** How many records there are in all. */
  long records();
}
