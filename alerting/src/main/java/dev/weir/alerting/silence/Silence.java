package dev.weir.alerting.silence;

import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Mutes the alerts that matchers describe for a while, by the wall clock.
 *
 * @param matchers all must match; at least one does not match the empty text
 * @param createdBy who created it
 * @param comment why
 */
public record Silence(
    String id,
    List<Matcher> matchers,
    Instant startsAt,
    Instant endsAt,
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

  /** Whether it is in force at a moment. */
  public boolean isActive(Instant moment) {
    return !moment.isBefore(startsAt) && moment.isBefore(endsAt);
  }

  /** Replaces the end. */
  public Silence until(Instant end) {
    return new Silence(id, matchers, startsAt, end, createdBy, comment);
  }
}
