package dev.weir.engine.query;

import dev.weir.series.SeriesSummary;
import java.util.List;
import java.util.OptionalInt;

/** The answer of a pipeline to {@link Question.OfAllSeries}. */
public sealed interface SearchAnswer {

  /** The pipeline that answers. */
  String pipeline();

  /**
   * Some of the series that were searched for, in the order in which the pipeline admitted them.
   *
   * @param records of the source, earlier runs included, after which the summaries hold
   * @param next number from which the search goes on; empty at the end of the series
   */
  record Page(String pipeline, long records, List<SeriesSummary> series, OptionalInt next)
      implements SearchAnswer {

    public Page {
      series = List.copyOf(series);
    }
  }

  /** It is starting, going back to its last checkpoint, or stopping; ask again later. */
  record NotRunning(String pipeline) implements SearchAnswer {}
}
