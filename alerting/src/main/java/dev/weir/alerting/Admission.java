package dev.weir.alerting;

import java.util.Optional;

/** Decides which notices are delivered to a receiver that gets them one by one. Thread-safe. */
@FunctionalInterface
public interface Admission {

  /** Everything is delivered. */
  Admission ALL = notice -> new Verdict.Deliver();

  /** Decides on a notice when it is accepted. */
  Verdict of(Notice notice);

  /** The decision. */
  sealed interface Verdict {

    record Deliver() implements Verdict {}

    /** No route leads to the receiver. */
    record NotRouted() implements Verdict {}

    /** It is muted. */
    record Suppressed(String by) implements Verdict {}
  }

  /** The verdict on something that may be muted. */
  static Verdict unless(Optional<String> suppressedBy) {
    return suppressedBy.<Verdict>map(Verdict.Suppressed::new).orElseGet(Verdict.Deliver::new);
  }
}
