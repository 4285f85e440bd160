package dev.weir.app.report;

import dev.weir.engine.query.SeriesAnswer;
import java.util.List;
import java.util.Optional;

/**
 * Series of several sources.
 *
 * @param series each with the source that has it, and the number of records after which that holds
 * @param asked the sources that were asked
 * @param cursor from which the search goes on; empty at the end
 */
public record SeriesPage(
    List<SeriesAnswer.Known> series, List<Asked> asked, Optional<String> cursor) {

  /** A source that was asked. */
  public sealed interface Asked {}

  /**
   * It answered.
   *
   * @param records of the source after which its answer holds
   */
  public record Answered(String source, long records) implements Asked {}

  /** It did not: it is starting, going back to its last checkpoint, or stopping. */
  public record Missing(String source) implements Asked {}

  public SeriesPage {
    series = List.copyOf(series);
    asked = List.copyOf(asked);
  }
}
