package dev.weir.monitoring.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * How long after its first row an event was reported.
 *
 * @param records 0 if by its first row
 * @param time empty where rows are only numbered
 */
public record Delay(long records, Optional<Duration> time) {

  /** The middle of these, or the mean of the two that are; empty if there are none. */
  static OptionalDouble medianRecords(List<Delay> delays) {
    return median(delays.stream().mapToDouble(Delay::records));
  }

  /** The delay in time, of the events that have one. */
  static Optional<Duration> medianTime(List<Delay> delays) {
    OptionalDouble nanos =
        median(
            delays.stream().flatMap(delay -> delay.time().stream()).mapToDouble(Duration::toNanos));
    return nanos.isPresent()
        ? Optional.of(Duration.ofNanos(Math.round(nanos.getAsDouble())))
        : Optional.empty();
  }

  private static OptionalDouble median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
