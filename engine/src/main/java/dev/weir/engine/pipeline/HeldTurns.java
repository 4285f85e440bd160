package dev.weir.engine.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The slots and questions that a worker holds back, in order, while it must wait. One owner. */
final class HeldTurns {

  private final Deque<Worker.InTurn> held = new ArrayDeque<>();
  private final BooleanSupplier mustWait;
  private final Consumer<Worker.InTurn> take;
  private final LongSupplier nanoTime;
  private final LongConsumer paused;
  private long heldSince;

  /**
   * Holds nothing yet.
   *
   * @param mustWait whether the worker may take nothing now
   * @param take processes a slot or a question
   * @param paused receives the nanoseconds for which something was held
   */
  HeldTurns(
      BooleanSupplier mustWait,
      Consumer<Worker.InTurn> take,
      LongSupplier nanoTime,
      LongConsumer paused) {
    this.mustWait = mustWait;
    this.take = take;
    this.nanoTime = nanoTime;
    this.paused = paused;
  }

  /** Takes it at once, or holds it behind those that are held. */
  void takeOrHold(Worker.InTurn turn) {
    if (held.isEmpty() && !mustWait.getAsBoolean()) {
      take.accept(turn);
      return;
    }
    if (held.isEmpty()) {
      heldSince = nanoTime.getAsLong();
    }
    held.add(turn);
  }

  /** Takes what is held, until the worker must wait. */
  void release() {
    if (held.isEmpty() || mustWait.getAsBoolean()) {
      return;
    }
    paused.accept(nanoTime.getAsLong() - heldSince);
    while (!held.isEmpty() && !mustWait.getAsBoolean()) {
      take.accept(held.remove());
    }
    heldSince = nanoTime.getAsLong();
  }

  boolean isEmpty() {
    return held.isEmpty();
  }
}
