package dev.weir.alerting.silence;

import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Mutes the alerts that matchers describe for a while, by the wall clock.
 *
 * @param matchers all must match; at least one does not match the empty text
 * @param window in which it is in force, again and again from its start to its end; empty for the
 *     whole time
 * @param createdBy who created it
 * @param comment why
 */
public record Silence(
    String id,
    List<Matcher> matchers,
    Instant startsAt,
    Instant endsAt,
    Optional<Window> window,
    String createdBy,
    String comment) {

  public Silence {
    matchers = List.copyOf(matchers);
    if (matchers.isEmpty() || Matchers.all(matchers, Map.of())) {
      throw new IllegalArgumentException(
          "a silence needs a matcher that does not match an alert without labels");
    }
    if (!endsAt.isAfter(startsAt)) {
      throw new IllegalArgumentException("a silence must end after it starts");
    }
  }

  /** Says where a silence stands at a moment. */
  public enum State {
    /** It mutes. */
    ACTIVE,
    /** It starts later, or waits for its next window. */
    PENDING,
    /** It mutes no more. */
    ENDED;

    /** The state as commands and answers have it: in lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where it stands at a moment. */
  public State state(Instant moment) {
    if (!moment.isBefore(endsAt)) {
      return State.ENDED;
    }
    return !moment.isBefore(startsAt) && window.map(each -> each.contains(moment)).orElse(true)
        ? State.ACTIVE
        : State.PENDING;
  }

  /** Whether it is in force at a moment. */
  public boolean isActive(Instant moment) {
    return state(moment) == State.ACTIVE;
  }

  /** Replaces the comment. */
  public Silence because(String why) {
    return new Silence(id, matchers, startsAt, endsAt, window, createdBy, why);
  }

  /** Replaces the end. One that would end before it started ends a nanosecond after its start. */
  public Silence until(Instant wanted) {
    Instant end = wanted.isAfter(startsAt) ? wanted : startsAt.plusNanos(1);
    return new Silence(id, matchers, startsAt, end, window, createdBy, comment);
  }
}
