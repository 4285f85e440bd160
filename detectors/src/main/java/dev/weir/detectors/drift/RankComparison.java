package dev.weir.detectors.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compares a window with a reference window by the ranks of both together: the level of each
 * feature by its ranks, the spread by their squares, and how two features go together by their
 * products. The last is a change that no feature shows alone; it is looked for between features
 * that did not change alone.
 *
 * <p>If nothing changed, every division of the records of both windows into two is as likely as the
 * one there is, whatever their distribution (a permutation test). Of the mean of bounded scores
 * that a division puts into a window, mean and variance are known exactly, and its tail is taken
 * for below the Chernoff bound of a normal variable: divisions need not be drawn, which at one
 * false drift in ten million records would have to be hundreds of thousands.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177729437">W. Hoeffding, A Combinatorial Central
 *     Limit Theorem, 1951</a>
 */
final class RankComparison implements DriftMethod {

  /** Of the pairs that changed, the clearest are reported. */
  private static final int PAIRS_TOLD = 10;

  @Override
  public CheckOutcome check(
      DriftTest test, Optional<DriftMemory> memory, double[] rows, int width) {
    Sample window = Sample.of(rows, width);
    DriftMemory renewed = DriftMemory.of(window, rows.clone());
    return memory
        .map(known -> {
          List<Finding> findings = compare(test, known, window, rows);
          return new CheckOutcome(window, findings, memory, Optional.of(renewed));
        })
        .orElseGet(() -> CheckOutcome.first(window, renewed));
  }

  @Override
  public boolean fits(double[] own, int points, int features) {
    return own.length == points * features;
  }

  @Override
  public long bytes(DriftTest test, int features) {
    return (long) test.every() * features * Double.BYTES;
  }

  private static List<Finding> compare(
      DriftTest test, DriftMemory known, Sample window, double[] rows) {
    int features = window.features();
    int before = known.reference().points();
    long pairs = (long) features * (features - 1) / 2;
    double level = test.levelPerTest(1) / (2.0 * features + pairs);
    double critical = Math.sqrt(2 * StrictMath.log(2 / level));
    double[][] ranks = new double[features][];
    List<Finding> findings = new ArrayList<>();
    List<Integer> unchanged = new ArrayList<>();
    for (int feature = 0; feature < features; feature++) {
      Ranks ranked = Ranks.of(known.own(), rows, feature, features);
      ranks[feature] = ranked.values();
      int found = findings.size();
      Summary was = known.reference().summary(feature);
      Summary is = window.summary(feature);
      add(
          findings,
          feature,
          Finding.Test.LEVEL,
          ranked.compare(before),
          critical,
          new Finding.Change(was.median(), is.median()));
      add(
          findings,
          feature,
          Finding.Test.SPREAD,
          ranked.squared().compare(before),
          critical,
          new Finding.Change(was.deviation(), is.deviation()));
      if (findings.size() == found) {
        unchanged.add(feature);
      }
    }
    findings.addAll(pairs(unchanged, ranks, before, critical));
    return findings;
  }

  private static void add(
      List<Finding> findings,
      int feature,
      Finding.Test test,
      Ranks.Difference difference,
      double critical,
      Finding.Change change) {
    double statistic = difference.statistic();
    if (statistic > critical) {
      double p = Chance.ofNormal(statistic);
      findings.add(Finding.of(feature, test, statistic, critical, p, change));
    }
  }

  private static List<Finding> pairs(
      List<Integer> features, double[][] ranks, int before, double critical) {
    List<Finding> findings = new ArrayList<>();
    for (int one : features) {
      for (int other : features) {
        if (one < other) {
          Ranks.Difference difference = Ranks.product(ranks[one], ranks[other]).compare(before);
          if (difference.statistic() > critical) {
            findings.add(
                new Finding(
                    one,
                    OptionalInt.of(other),
                    Finding.Test.CORRELATION,
                    difference.statistic(),
                    critical,
                    Chance.ofNormal(difference.statistic()),
                    difference.before(),
                    difference.after()));
          }
        }
      }
    }
    findings.sort(
        Comparator.comparingDouble(Finding::statistic)
            .reversed()
            .thenComparingInt(Finding::feature)
            .thenComparingInt(finding -> finding.other().orElse(0)));
    return findings.subList(0, Math.min(PAIRS_TOLD, findings.size()));
  }
}
