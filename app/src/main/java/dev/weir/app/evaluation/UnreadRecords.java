package dev.weir.app.evaluation;

import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.DeadLetter;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.Status;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the records of each pipeline, and the reasons for which records could not be read, with
 * the first example of each. Safe for threads.
 */
public final class UnreadRecords implements Sink {

  private record Tally(long count, String example) {
    Tally and(Tally other) {
      boolean mine = example.compareTo(other.example) <= 0;
      return new Tally(count + other.count, mine ? example : other.example);
    }
  }

  /** Counts of the records of one pipeline. Written by one thread, read by any. */
  private static final class Counted {
    private final Map<Reason, Tally> reasons = new EnumMap<>(Reason.class);
    private long records;

    synchronized void count(Batch batch) {
      records += batch.size();
      for (int row : batch.notableRows()) {
        if (batch.status(row) == Status.DEAD_LETTERED) {
          DeadLetter letter = batch.deadLetter(row);
          reasons.merge(letter.reason(), new Tally(1, letter.detail()), Tally::and);
        }
      }
    }

    synchronized void addTo(Counted sum) {
      sum.records += records;
      reasons.forEach((reason, tally) -> sum.reasons.merge(reason, tally, Tally::and));
    }
  }

  private final Map<String, Counted> pipelines = new ConcurrentHashMap<>();
  private final double mostRefused;

  /**
   * Nothing is counted yet.
   *
   * @param mostRefused share of the records, 0 to 1, that may be refused
   */
  public UnreadRecords(double mostRefused) {
    this.mostRefused = mostRefused;
  }

  @Override
  public String name() {
    return "unread records";
  }

  @Override
  public Writer open(String pipeline) {
    Counted counted = pipelines.computeIfAbsent(pipeline, _ -> new Counted());
    return new Writer() {
      @Override
      public void write(Batch batch) {
        counted.count(batch);
      }

      @Override
      public void flush() {
        // Nothing is kept back.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  /** Why the run of all pipelines together has failed; empty if it has not. */
  public Optional<String> verdict() {
    return verdict(pipelines.keySet());
  }

  /**
   * Why a run has failed in which no record of these pipelines could be read, or more than the
   * share that may be; empty if it has not. A run without records has not failed.
   */
  public Optional<String> verdict(Collection<String> of) {
    Counted sum = new Counted();
    for (String pipeline : of) {
      Counted counted = pipelines.get(pipeline);
      if (counted != null) {
        counted.addTo(sum);
      }
    }
    long refused = sum.reasons.values().stream().mapToLong(Tally::count).sum();
    boolean none = refused == sum.records;
    if (sum.records == 0 || (!none && refused <= mostRefused * sum.records)) {
      return Optional.empty();
    }
    Map.Entry<Reason, Tally> most =
        sum.reasons.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().count()))
            .orElseThrow();
    return Optional.of(
        "%,d of %,d records could not be read; %,d of them like %s (%s)"
            .formatted(
                refused,
                sum.records,
                most.getValue().count(),
                most.getValue().example(),
                remedy(most.getKey())));
  }

  /** Which settings mend it. */
  private static String remedy(Reason reason) {
    return switch (reason) {
      case MALFORMED ->
          "see record.values, format and separator; weir infer PATH says what it finds";
      case RAGGED -> "see separator and record.columns; weir infer PATH says what it finds";
      case NOT_A_NUMBER -> "see record.values, record.decimal and record.missing";
      case NOT_FINITE -> "see record.missing";
      case BAD_TIME -> "see record.time, record.time-format and record.time-zone";
      case BAD_LABEL -> "see record.label";
      case BAD_SERIES -> "see record.series";
      case TOO_LONG -> "see longest-line";
      case CUT_SHORT -> "fetch the file again";
      case SCORING_FAILED, POISON -> "see detectors";
    };
  }
}
