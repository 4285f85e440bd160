package dev.weir.alerting;

import java.io.IOException;

/** Where notices go that a receiver will never take. */
@FunctionalInterface
public interface RejectedNotices {

  /** They are logged and counted, and kept nowhere. */
  RejectedNotices NOWHERE = (receiver, notice, reason) -> {};

  /** Keeps one; when this returns it is durable. */
  void keep(String receiver, Notice notice, String reason) throws IOException;
}
