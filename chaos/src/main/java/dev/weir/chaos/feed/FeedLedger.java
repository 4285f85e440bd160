package dev.weir.chaos.feed;

import java.util.BitSet;

/** The state of each record that was sent: stored, not stored, or not known yet. Thread-safe. */
public final class FeedLedger {

  private final BitSet there = new BitSet();
  private final BitSet refused = new BitSet();
  private long intended;
  private long doubts;

  /** All up to this number are about to be sent. */
  synchronized void intend(long number) {
    intended = Math.max(intended, number);
  }

  synchronized void there(long number) {
    there.set((int) number);
  }

  /** It is not there, and will not be. */
  synchronized void refused(long number) {
    refused.set((int) number);
  }

  /** Nobody could say whether these arrived; that is found out later. */
  synchronized void doubt(long count) {
    doubts += count;
  }

  public synchronized long intended() {
    return intended;
  }

  /** Numbers of all records that are there. */
  public synchronized BitSet records() {
    return (BitSet) there.clone();
  }

  public synchronized long size() {
    return there.cardinality();
  }

  synchronized long doubts() {
    return doubts;
  }

  /** Whether each record that was sent is known to be there or not. */
  synchronized boolean isSettled() {
    return there.cardinality() + refused.cardinality() == intended;
  }
}
