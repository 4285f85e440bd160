package dev.weir.monitoring.evaluation;

import dev.weir.monitoring.Confusion;
import java.util.List;

/**
 * How good what was said of labelled rows was.
 *
 * @param labelled how many rows have a label
 * @param alerts by event
 * @param rows anomalies against labels, row by row, of those that were scored
 * @param ranks of those that were scored
 */
public record Quality(long labelled, AlertQuality alerts, Confusion rows, RankQuality ranks) {

  /** Of rows without labels. */
  public static final Quality NONE =
      new Quality(0, AlertQuality.NONE, Confusion.NONE, RankQuality.NONE);

  /** Whether there was a label to compare with. */
  public boolean isLabelled() {
    return labelled > 0;
  }

  /** Of several files: counts are summed, ranks are means. */
  public static Quality of(List<Quality> files) {
    List<Quality> labelled = files.stream().filter(Quality::isLabelled).toList();
    return new Quality(
        labelled.stream().mapToLong(Quality::labelled).sum(),
        AlertQuality.sum(labelled.stream().map(Quality::alerts).toList()),
        labelled.stream().map(Quality::rows).reduce(Confusion.NONE, Confusion::plus),
        RankQuality.mean(labelled.stream().map(Quality::ranks).toList()));
  }
}
