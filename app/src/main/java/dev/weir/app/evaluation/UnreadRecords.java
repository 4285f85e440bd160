package dev.weir.app.evaluation;

import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.Status;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the reasons for which records could not be read, with the first example of each. Safe for
 * threads.
 */
public final class UnreadRecords implements Sink {

  /** From this share of the records on that were refused, a run has failed. */
  private static final double MOST = 0.5;

  private record Tally(long count, String example) {
    Tally and(Tally other) {
      boolean mine = example.compareTo(other.example) <= 0;
      return new Tally(count + other.count, mine ? example : other.example);
    }
  }

  private final Map<String, Tally> reasons = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "unread records";
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
          if (batch.status(row) == Status.DEAD_LETTERED) {
            count(batch.deadLetter(row).reason().text(), batch.deadLetter(row).detail());
          }
        }
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

  private void count(String reason, String detail) {
    reasons.merge(reason, new Tally(1, detail), Tally::and);
  }

  /**
   * Why a run has failed in which more than half of the records could not be read; empty if it has
   * not.
   *
   * @param records all there were
   * @param refused those that could not be read
   */
  public Optional<String> verdict(long records, long refused) {
    if (records == 0 || refused <= MOST * records) {
      return Optional.empty();
    }
    Optional<Tally> most = reasons.values().stream().max(Comparator.comparingLong(Tally::count));
    String why = most.map(tally -> "; most of them like " + tally.example()).orElse("");
    return Optional.of("%,d of %,d records could not be read%s".formatted(refused, records, why));
  }
}
