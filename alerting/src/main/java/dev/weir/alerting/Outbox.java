package dev.weir.alerting;

import java.io.IOException;
import java.util.List;

/**
 * The notices that were accepted, in that order, each with a number, and how far each receiver is
 * with them. Thread-safe.
 */
public interface Outbox extends AutoCloseable {

  /** A notice and its number. Numbers grow, and one that was given is never given again. */
  record Entry(long number, Notice notice) {}

  /**
   * Accepts the notices whose ids it does not know yet, and returns them. When this returns they
   * are as safe as this outbox can make them. When it throws, none of them counts as accepted; they
   * may be offered again.
   */
  List<Entry> append(List<Notice> notices) throws IOException;

  /** The notices that the receiver had not settled when the outbox was opened, oldest first. */
  List<Entry> backlog(String receiver);

  /** Everything before this number needs no more telling to the receiver, also after a restart. */
  void settle(String receiver, long next) throws IOException;

  @Override
  void close() throws IOException;
}
