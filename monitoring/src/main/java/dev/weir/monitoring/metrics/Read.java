package dev.weir.monitoring.metrics;

import dev.weir.monitoring.AlertRate;
import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** How the samples of metrics are read. */
final class Read {

  private Read() {}

  /** One sample without a label. */
  static Function<Readings, Stream<Sample>> one(Function<Readings, Value> value) {
    return readings -> Stream.of(new Sample(List.of(), value.apply(readings)));
  }

  /** One sample for each source. */
  static Function<Readings, Stream<Sample>> sources(Function<Readings.Source, Value> value) {
    return readings ->
        readings.sources().stream()
            .map(source -> new Sample(List.of(name(source)), value.apply(source)));
  }

  /** A count of records for each source. */
  static Function<Readings, Stream<Sample>> counts(RecordCount count) {
    return sources(source -> count(source, count));
  }

  /** Every outcome of records for each source. */
  static Function<Readings, Stream<Sample>> outcomes() {
    return readings ->
        readings.sources().stream()
            .flatMap(source ->
                RecordCount.outcomes().stream()
                    .map(outcome ->
                        new Sample(List.of(name(source), outcome.key()), count(source, outcome))));
  }

  private static Value count(Readings.Source source, RecordCount count) {
    return new Value.Whole(source.counts().get(count), source.monitor().restored().get(count));
  }

  /** One sample for each source that has a budget. */
  static Function<Readings, Stream<Sample>> budgets(Function<AlertRate, Value> value) {
    return readings ->
        readings.sources().stream()
            .filter(source -> source.monitor().alertRate().allowed() > 0)
            .map(source ->
                new Sample(List.of(name(source)), value.apply(source.monitor().alertRate())));
  }

  /** Both queues of each source. */
  static Function<Readings, Stream<Sample>> queues() {
    return readings ->
        readings.sources().stream()
            .flatMap(source ->
                Stream.of(
                    new Sample(
                        List.of(name(source), "input"), Value.of(source.monitor().inputQueue())),
                    new Sample(
                        List.of(name(source), "output"),
                        Value.of(source.monitor().outputQueue()))));
  }

  /** The capacities of both queues. */
  static Function<Readings, Stream<Sample>> capacities() {
    return readings ->
        Stream.of(
            new Sample(List.of("input"), Value.of(readings.capacities().input())),
            new Sample(List.of("output"), Value.of(readings.capacities().output())));
  }

  /** One sample for each receiver of alerts. */
  static Function<Readings, Stream<Sample>> receivers(
      ToLongFunction<ReceiverMonitor.Counts> value) {
    return readings ->
        readings.receivers().stream()
            .map(counts ->
                new Sample(List.of(counts.receiver()), Value.of(value.applyAsLong(counts))));
  }

  /** Notices of each receiver that were not delivered, by reason. */
  static Function<Readings, Stream<Sample>> failedNotifications() {
    return readings ->
        readings.receivers().stream()
            .flatMap(counts ->
                Stream.of(
                    new Sample(List.of(counts.receiver(), "rejected"), Value.of(counts.rejected())),
                    new Sample(List.of(counts.receiver(), "dropped"), Value.of(counts.dropped()))));
  }

  /** Samples of remote write that became no record, by reason. */
  static Function<Readings, Stream<Sample>> remoteWriteSkipped() {
    return readings ->
        readings.monitor().remoteWriteSkipped().entrySet().stream()
            .map(count -> new Sample(List.of(count.getKey()), Value.of(count.getValue())));
  }

  /** The measures of the evaluation; unknown without labelled records. */
  static Function<Readings, Stream<Sample>> measures() {
    return readings -> {
      Confusion all = readings.evaluation().all();
      return Stream.of(
              Map.entry("precision", all.precision()),
              Map.entry("recall", all.recall()),
              Map.entry("f1", all.f1()),
              Map.entry("accuracy", all.accuracy()))
          .map(measure ->
              new Sample(
                  List.of(measure.getKey()),
                  all.total() == 0 ? Value.Unknown.NOT_YET : Value.of(measure.getValue())));
    };
  }

  /** The labelled records by label and detection; none without labelled records. */
  static Function<Readings, Stream<Sample>> confusion() {
    return readings -> {
      Confusion all = readings.evaluation().all();
      return all.total() == 0
          ? Stream.of()
          : Stream.of(
              new Sample(List.of("true_positives"), Value.of(all.truePositives())),
              new Sample(List.of("false_positives"), Value.of(all.falsePositives())),
              new Sample(List.of("false_negatives"), Value.of(all.falseNegatives())),
              new Sample(List.of("true_negatives"), Value.of(all.trueNegatives())));
    };
  }

  /** The state of each component that health watches. */
  static Function<Readings, Stream<Sample>> components() {
    return readings ->
        readings.health().stream()
            .flatMap(health -> health.components().stream())
            .map(component ->
                new Sample(List.of(component.name()), Value.of(component.health().rank())));
  }

  /** An age in seconds; unknown if it is negative. */
  static Value age(long nanos) {
    return nanos < 0 ? Value.Unknown.NOT_YET : Value.of(Math.floorDiv(nanos, 1_000_000L) / 1000.0);
  }

  /** A time in seconds since 1970; unknown if there is none. */
  static Value time(Optional<Instant> at) {
    return at.isEmpty() ? Value.Unknown.NOT_YET : Value.of((double) at.get().getEpochSecond());
  }

  private static String name(Readings.Source source) {
    return source.monitor().pipeline();
  }
}
