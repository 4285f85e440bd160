package dev.weir.engine.query;

import dev.weir.series.SeriesSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A search that the workers of a pipeline do together, each among its own series. The last one to
 * finish answers. Thread-safe.
 */
public final class SearchUnderWay {

  /** A series that was found. */
  record Found(int number, SeriesSummary summary) {}

  private final SeriesSearch search;
  private final String pipeline;
  private final long records;
  private final ActorRef<SearchAnswer> replyTo;
  private final List<Found> found = new ArrayList<>();
  private int missing;
  private int end;

  /**
   * A search that nobody has begun.
   *
   * @param records of the source that were dispatched before it
   * @param workers how many take part
   */
  public SearchUnderWay(Question.OfAllSeries question, String pipeline, long records, int workers) {
    this.search = question.search();
    this.replyTo = question.replyTo();
    this.pipeline = pipeline;
    this.records = records;
    this.missing = workers;
  }

  SeriesSearch search() {
    return search;
  }

  /**
   * Adds what one worker has found.
   *
   * @param endOfWorker the number behind its last series
   */
  synchronized void add(List<Found> ofWorker, int endOfWorker) {
    found.addAll(ofWorker);
    end = Math.max(end, endOfWorker);
    missing--;
    if (missing == 0) {
      replyTo.tell(answer());
    }
  }

  private SearchAnswer.Page answer() {
    List<Found> first =
        found.stream()
            .sorted(Comparator.comparingInt(Found::number))
            .limit(search.limit())
            .toList();
    int next = first.size() == search.limit() ? first.getLast().number() + 1 : search.to();
    return new SearchAnswer.Page(
        pipeline,
        records,
        first.stream().map(Found::summary).toList(),
        next < end ? OptionalInt.of(next) : OptionalInt.empty());
  }
}
