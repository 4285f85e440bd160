package dev.weir.app.http.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the batches that are read, checked or written at one time, by every protocol. */
public final class IngestSlots {

  private static final int MOST = 16;

  /** Why a batch is not taken now. */
  static final String FULL = MOST + " batches are being taken";

  private final AtomicInteger used = new AtomicInteger();

  /** Takes a slot, which {@link #give} returns; false if there is none. */
  boolean take() {
    if (used.incrementAndGet() > MOST) {
      used.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Returns a slot. */
  void give() {
    used.decrementAndGet();
  }
}
