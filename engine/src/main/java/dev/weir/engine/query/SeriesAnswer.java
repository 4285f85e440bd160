package dev.weir.engine.query;

import dev.weir.series.SeriesSummary;

/** The answer of a pipeline to a {@link Question.OfSeries}. */
public sealed interface SeriesAnswer {

  /** The pipeline that answers. */
  String pipeline();

  /**
   * It has the series.
   *
   * @param records of the source, earlier runs included, after which the summary holds
   */
  record Known(String pipeline, long records, SeriesSummary summary) implements SeriesAnswer {}

  /**
   * It does not have the series.
   *
   * @param records of the source, earlier runs included, after which that holds
   */
  record Unknown(String pipeline, long records) implements SeriesAnswer {}

  /** It is starting, going back to its last checkpoint, or stopping; ask again later. */
  record NotRunning(String pipeline) implements SeriesAnswer {}
}
