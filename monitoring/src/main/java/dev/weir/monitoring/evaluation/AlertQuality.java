package dev.weir.monitoring.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How good the alerts were. An <b>event</b> is a run of rows of one series, one behind the other,
 * that are labelled anomalous. It is <b>found</b> if at least one of its rows alerted, that is,
 * opened an incident or raised it again; an incident that was open when the event began does not
 * count. A <b>false alarm</b> is an alert at a row labelled normal. Rows without a label are passed
 * over.
 *
 * @param events how many there were
 * @param unjudged those of them without a scored row, which nobody could have found
 * @param found a delay for each that was found
 * @param inside alerts at rows of events
 * @param falseAlarms alerts at others
 * @param judged scored rows
 * @param observed of each series the time from the first scored row to the last, summed; empty
 *     where rows are only numbered
 */
public record AlertQuality(
    long events,
    long unjudged,
    List<Delay> found,
    long inside,
    long falseAlarms,
    long judged,
    Optional<Duration> observed) {

  private static final double DAY = Duration.ofDays(1).toMillis();
  private static final double TEN_THOUSAND = 10_000;

  private static final Optional<Duration> NOTHING = Optional.of(Duration.ZERO);

  /** Of no rows. */
  public static final AlertQuality NONE = sum(List.of());

  public AlertQuality {
    found = List.copyOf(found);
  }

  public OptionalDouble medianDelayInRecords() {
    return Delay.medianRecords(found);
  }

  public Optional<Duration> medianDelay() {
    return Delay.medianTime(found);
  }

  /** Empty where rows are only numbered, or no time passed. */
  public OptionalDouble falseAlarmsPerSeriesDay() {
    double days = observed.orElse(Duration.ZERO).toMillis() / DAY;
    return days > 0 ? OptionalDouble.of(falseAlarms / days) : OptionalDouble.empty();
  }

  /** Per 10,000 scored rows; empty if none was. */
  public OptionalDouble falseAlarmsPerTenThousand() {
    return judged == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(TEN_THOUSAND * falseAlarms / judged);
  }

  /** Of the alerts, the share within events; 0 without alerts. */
  public double precision() {
    return inside == 0 ? 0 : (double) inside / (inside + falseAlarms);
  }

  /** Of the events, the share that was found; 0 without events. */
  public double recall() {
    return events == 0 ? 0 : (double) found.size() / events;
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  /** Of all their rows together. */
  static AlertQuality sum(List<AlertQuality> of) {
    return new AlertQuality(
        of.stream().mapToLong(AlertQuality::events).sum(),
        of.stream().mapToLong(AlertQuality::unjudged).sum(),
        of.stream().flatMap(one -> one.found().stream()).toList(),
        of.stream().mapToLong(AlertQuality::inside).sum(),
        of.stream().mapToLong(AlertQuality::falseAlarms).sum(),
        of.stream().mapToLong(AlertQuality::judged).sum(),
        of.stream().map(AlertQuality::observed).reduce(AlertQuality::both).orElse(NOTHING));
  }

  private static Optional<Duration> both(Optional<Duration> one, Optional<Duration> other) {
    return one.flatMap(own -> other.map(own::plus));
  }
}
