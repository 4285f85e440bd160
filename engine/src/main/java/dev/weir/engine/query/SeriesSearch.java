package dev.weir.engine.query;

import dev.weir.series.Series;
import dev.weir.series.SeriesSummary;
import java.util.Optional;

/**
 * A search for series of a pipeline. It looks at no more than {@value #MOST_LOOKED_AT} of them, so
 * that it costs a bounded time, and may find none of those although there are some behind them.
 *
 * @param text part of the key; empty for any key
 * @param standing state of the series; empty for any
 * @param from number of the first series to look at, from 0
 * @param limit of series in the answer, at least 1
 */
public record SeriesSearch(String text, Optional<Standing> standing, int from, int limit) {

  /** How many series one search looks at. */
  public static final int MOST_LOOKED_AT = 10_000;

  /** The states that can be searched for. A series may have several of them. */
  public enum Standing {
    /** It needs more records before its first score. */
    WARMING,
    /** Its records are scored. */
    READY,
    /** Its records are no longer scored, because its model failed on too many. */
    QUARANTINED,
    /** It has had no record for longer than it may. */
    SILENT,
    /** An incident of it is open. */
    INCIDENT;

    /** Whether a series is in this state. */
    public boolean matches(SeriesSummary summary) {
      return switch (this) {
        case WARMING -> !summary.quarantined() && summary.needed() > 0;
        case READY -> !summary.quarantined() && summary.needed() == 0;
        case QUARANTINED -> summary.quarantined();
        case SILENT -> summary.silent();
        case INCIDENT -> summary.incident().isPresent();
      };
    }
  }

  /**
   * A search.
   *
   * @throws IllegalArgumentException if {@code from} or {@code limit} is too small
   */
  public SeriesSearch {
    if (from < 0 || limit < 1) {
      throw new IllegalArgumentException("from %d, limit %d".formatted(from, limit));
    }
  }

  /** The number behind the last series that it looks at. */
  int to() {
    return (int) Math.min(Integer.MAX_VALUE, (long) from + MOST_LOOKED_AT);
  }

  /** Whether the key of a series matches. */
  boolean matches(Series series) {
    return text.isEmpty() || series.key().contains(text);
  }

  /** Whether the state of a series matches. */
  boolean matches(SeriesSummary summary) {
    return standing.isEmpty() || standing.get().matches(summary);
  }
}
