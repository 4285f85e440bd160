package dev.weir.monitoring.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How well the anomaly score ranks rows, whatever the threshold. Empty if not all of the rows were
 * kept, or if they are not of both labels.
 *
 * @param rocAuc 0.5 for chance
 * @param averagePrecision the share of anomalous rows for chance
 * @param vusPr volume under the surface of precision and recall, with a window as long as the
 *     median event
 */
public record RankQuality(
    OptionalDouble rocAuc, OptionalDouble averagePrecision, OptionalDouble vusPr) {

  /** Nothing to rank. */
  public static final RankQuality NONE =
      new RankQuality(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  static RankQuality of(LabelledScores rows) {
    Ranking ranking = new Ranking(rows);
    return ranking.isMixed()
        ? new RankQuality(
            OptionalDouble.of(ranking.rocAuc()),
            OptionalDouble.of(ranking.averagePrecision()),
            OptionalDouble.of(PrVolume.of(rows, ranking, rows.medianEvent())))
        : NONE;
  }

  /** The means of those that there are: each counts the same, however many rows it is of. */
  public static RankQuality mean(List<RankQuality> of) {
    return new RankQuality(
        mean(of, RankQuality::rocAuc),
        mean(of, RankQuality::averagePrecision),
        mean(of, RankQuality::vusPr));
  }

  private static OptionalDouble mean(
      List<RankQuality> of, Function<RankQuality, OptionalDouble> measure) {
    return of.stream()
        .map(measure)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }
}
