package dev.weir.engine.query;

import dev.weir.engine.state.SeriesById;
import dev.weir.engine.state.WorkerSeries;
import dev.weir.series.SeriesSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** One worker's part of a search. One owner: the worker. */
public final class WorkerSearch {

  private final SearchUnderWay search;
  private final List<SearchUnderWay.Found> found = new ArrayList<>();
  private final int end;

  /** Series that wait, and the look through the others. */
  private int missing = 1;

  private WorkerSearch(SearchUnderWay search, int end) {
    this.search = search;
    this.end = end;
  }

  /**
   * Looks through the series of the worker.
   *
   * @param waits called with each series that may match: if records of it wait, keeps the search
   *     behind them, to call {@link #add} once they are taken, and returns true
   */
  public static void begin(
      SearchUnderWay search, SeriesById series, BiPredicate<WorkerSeries, WorkerSearch> waits) {
    WorkerSearch part = new WorkerSearch(search, series.behindLast());
    int to = Math.min(search.search().to(), part.end);
    int limit = search.search().limit();
    for (int number = search.search().from(); number < to && part.found.size() < limit; number++) {
      WorkerSeries each = series.find(number);
      if (each != null && search.search().matches(each.series())) {
        part.missing++;
        if (!waits.test(each, part)) {
          part.add(each);
        }
      }
    }
    part.finish();
  }

  /** Adds a series, if it matches as it is now. */
  public void add(WorkerSeries series) {
    SeriesSummary summary = series.summary();
    if (search.search().matches(summary)) {
      found.add(new SearchUnderWay.Found(series.series().id(), summary));
    }
    finish();
  }

  private void finish() {
    missing--;
    if (missing == 0) {
      search.add(found, end);
    }
  }
}
