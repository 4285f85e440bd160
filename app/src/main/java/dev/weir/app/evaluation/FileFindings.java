package dev.weir.app.evaluation;

import dev.weir.monitoring.evaluation.Quality;
import java.util.List;

/**
 * Holds the result of one scored file.
 *
 * @param plots of its first series
 * @param series how many it has
 */
public record FileFindings(String file, Quality quality, List<SeriesPlot> plots, int series) {

  public FileFindings {
    plots = List.copyOf(plots);
  }
}
