package dev.weir.monitoring.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Follows the labelled rows of one series, for {@link AlertQuality}. Keeps no rows. */
final class EventTracker {

  private final List<Delay> found = new ArrayList<>();
  private long events;
  private long unjudged;
  private long inside;
  private long falseAlarms;
  private long judged;
  private boolean isTimed = true;
  private OptionalLong firstJudged = OptionalLong.empty();
  private OptionalLong lastJudged = OptionalLong.empty();

  private boolean inEvent;
  private boolean isFound;
  private boolean isJudged;
  private long rowsOfEvent;
  private OptionalLong began = OptionalLong.empty();

  /** The next labelled row of the series. */
  void observe(JudgedRow row) {
    if (row.score().isPresent()) {
      judged++;
      isTimed &= row.nanos().isPresent();
      firstJudged = firstJudged.isPresent() ? firstJudged : row.nanos();
      lastJudged = row.nanos();
    }
    if (row.labelledAnomalous()) {
      observeInEvent(row);
    } else {
      inEvent = false;
      falseAlarms += row.alert() ? 1 : 0;
    }
  }

  private void observeInEvent(JudgedRow row) {
    if (!inEvent) {
      inEvent = true;
      isFound = false;
      isJudged = false;
      rowsOfEvent = 0;
      began = row.nanos();
      events++;
      unjudged++;
    }
    if (row.score().isPresent() && !isJudged) {
      isJudged = true;
      unjudged--;
    }
    if (row.alert()) {
      inside++;
      if (!isFound) {
        isFound = true;
        found.add(new Delay(rowsOfEvent, between(began, row.nanos())));
      }
    }
    rowsOfEvent++;
  }

  AlertQuality quality() {
    return new AlertQuality(
        events,
        unjudged,
        found,
        inside,
        falseAlarms,
        judged,
        judged == 0 ? Optional.of(Duration.ZERO) : observed());
  }

  private Optional<Duration> observed() {
    return isTimed ? between(firstJudged, lastJudged) : Optional.empty();
  }

  private static Optional<Duration> between(OptionalLong from, OptionalLong to) {
    return from.isPresent() && to.isPresent()
        ? Optional.of(Duration.ofNanos(Math.max(0, to.getAsLong() - from.getAsLong())))
        : Optional.empty();
  }
}
