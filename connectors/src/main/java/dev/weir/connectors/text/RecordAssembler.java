package dev.weir.connectors.text;

import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Puts records of named numbers into batches: the values in the order of their series, and times of
 * one kind, which the first record decides. Allocates nothing for a record of a known series. One
 * owner.
 */
final class RecordAssembler {

  private final SeriesTable table;
  private final Sentinels sentinels;
  private final UnaryOperator<List<String>> order;
  private final FeatureMap mapping = new FeatureMap();
  private Optional<EventTime> timeKind;

  /**
   * An assembler.
   *
   * @param timeKind of the records before, if there were any
   */
  RecordAssembler(RecordSettings settings, SeriesTable table, Optional<EventTime> timeKind) {
    this.table = table;
    this.sentinels = new Sentinels(settings.missing());
    this.order = settings::inOrder;
    this.timeKind = timeKind;
  }

  /** The kind of the times; empty until a record has decided it. */
  Optional<EventTime> timeKind() {
    return timeKind;
  }

  /**
   * The kind of the time of a record.
   *
   * @param hasTime whether a field of the record is its time
   * @param numbered whether that field counts instead of naming a time
   * @throws RecordFault if the records before have times of another kind
   */
  EventTime kind(boolean hasTime, boolean numbered, RecordLocation place) throws RecordFault {
    boolean instant = hasTime ? !numbered : place.hasTime();
    EventTime kind = instant ? EventTime.INSTANT : EventTime.NUMBER;
    if (timeKind.isPresent() && timeKind.get() != kind) {
      throw new RecordFault(
          Reason.BAD_TIME,
          hasTime ? "it has a time, unlike those before" : "it has no time, unlike those before");
    }
    return kind;
  }

  /** Decides the kind of the times, if no record has. */
  void decide(EventTime kind, Batch into) {
    if (timeKind.isEmpty()) {
      timeKind = Optional.of(kind);
      into.timeKind(kind);
    }
  }

  /** The list of these names, one object for equal lists. */
  List<String> features(List<String> names) {
    return table.features(names);
  }

  /** The series with the key {@code bytes[from..to)}. */
  Series series(byte[] bytes, int from, int to, List<String> features) {
    return table.intern(bytes, from, to, features, order);
  }

  /**
   * Adds the values of a record to the batch.
   *
   * @param features the names of the numbers
   * @param numbers changed: NaN in place of those that stand for a missing value
   */
  void values(Series of, List<String> features, double[] numbers, Batch into) {
    sentinels.replace(features, numbers);
    if (of.hasFeatures(features)) {
      into.values(numbers, 0, features.size());
    } else {
      for (int at : mapping.places(of, features)) {
        into.value(at < 0 ? Double.NaN : numbers[at]);
      }
    }
  }

  /** The time of a record: its own, else that of its place, else its number. */
  static long time(boolean hasTime, long time, RecordLocation place) {
    return hasTime ? time : place.hasTime() ? place.time() : place.line();
  }
}
