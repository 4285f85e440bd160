package dev.weir.monitoring.evaluation;

import dev.weir.monitoring.Confusion;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the quality of what is said of the rows of one file. Keeps 12 bytes of each labelled,
 * scored row, and some 200 of each series; the ranks, once all rows are there, take another 30
 * bytes a row for a moment. Mutable, one owner.
 */
public final class QualityMeter {

  /** Beyond so many rows of a file none is ranked; what goes by events is measured all the same. */
  public static final int MOST_RANKED = 5_000_000;

  private final List<EventTracker> trackers = new ArrayList<>();
  private final ScoreLog scores;
  private final long[] outcomes = new long[4];
  private long labelled;

  public QualityMeter() {
    this(MOST_RANKED);
  }

  QualityMeter(int mostRanked) {
    scores = new ScoreLog(mostRanked);
  }

  /**
   * The next row that has a label.
   *
   * @param series counted from 0 in the order they come
   */
  public void observe(int series, JudgedRow row) {
    labelled++;
    while (trackers.size() <= series) {
      trackers.add(new EventTracker());
    }
    trackers.get(series).observe(row);
    row.score()
        .ifPresent(score -> {
          scores.add(series, score, row.labelledAnomalous());
          outcomes[(row.labelledAnomalous() ? 2 : 0) + (row.anomaly() ? 1 : 0)]++;
        });
  }

  /** Of all rows so far. */
  public Quality quality() {
    return new Quality(
        labelled,
        AlertQuality.sum(trackers.stream().map(EventTracker::quality).toList()),
        new Confusion(outcomes[3], outcomes[1], outcomes[2], outcomes[0]),
        scores.isOverfull() ? RankQuality.NONE : RankQuality.of(scores.bySeries()));
  }
}
