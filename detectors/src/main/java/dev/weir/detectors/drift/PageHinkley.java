package dev.weir.detectors.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The Page-Hinkley test, to both sides: how far the sum of deviations from the mean so far has
 * risen above its lowest, each less an allowance of a quarter of a standard deviation (more if the
 * reference is of fewer than 256 records). Finds small changes of level soon; besides the level it
 * watches the spread, by the distance from the reference's middle.
 *
 * <p>How far the sum may rise follows from the promise without a normal distribution: if a is the
 * rate at which exp(a x) of a step x has mean 1, a rise to h takes at least exp(a h) records in the
 * mean (Kingman's bound). The rate is that of the reference, with two standard errors of its mean
 * taken off the allowance.
 *
 * @see <a href="https://doi.org/10.1093/biomet/41.1-2.100">E. S. Page, Continuous Inspection
 *     Schemes, 1954</a>
 * @see <a href="https://doi.org/10.1093/biomet/58.3.509">D. V. Hinkley, Inference about the
 *     Change-Point from Cumulative Sum Tests, 1971</a>
 */
final class PageHinkley implements DriftMethod {

  @Override
  public CheckOutcome check(
      DriftTest test, Optional<DriftMemory> memory, double[] rows, int width) {
    Sample window = Sample.of(rows, width);
    if (memory.isEmpty()) {
      return CheckOutcome.first(window, begun(test, window, rows));
    }
    DriftMemory known = memory.get();
    Units units = Units.of(known.reference());
    double[] own = known.own().clone();
    List<Finding> findings = new ArrayList<>();
    for (int column = 0; column < units.columns(); column++) {
      int at = column;
      CumulativeSums sums = CumulativeSums.read(own, at * CumulativeSums.SIZE);
      Optional<CumulativeSums.Rise> first = Optional.empty();
      for (int i = Units.feature(at); i < rows.length; i += width) {
        Optional<CumulativeSums.Rise> rise = sums.add(units.of(at, rows[i]));
        first = first.isPresent() ? first : rise;
      }
      sums.write(own, at * CumulativeSums.SIZE);
      first
          .map(rise ->
              Units.finding(
                  at,
                  rise.height(),
                  rise.allowed(),
                  rise.chance(),
                  new Finding.Change(units.back(at, rise.before()), units.back(at, rise.after()))))
          .ifPresent(findings::add);
    }
    // The window that shows a change is partly what was before.
    return new CheckOutcome(
        window, findings, Optional.of(DriftMemory.of(known.reference(), own)), Optional.empty());
  }

  @Override
  public boolean fits(double[] own, int points, int features) {
    return own.length == 2 * features * CumulativeSums.SIZE;
  }

  @Override
  public long bytes(DriftTest test, int features) {
    return 2L * features * CumulativeSums.SIZE * Double.BYTES;
  }

  private static DriftMemory begun(DriftTest test, Sample window, double[] rows) {
    Units units = Units.of(window);
    double[] own = new double[units.columns() * CumulativeSums.SIZE];
    double patience = 1e6 / test.falseDrifts() * 2 * units.columns();
    int width = window.features();
    for (int column = 0; column < units.columns(); column++) {
      int at = column;
      double[] values = new double[window.points()];
      Arrays.setAll(values, i -> units.of(at, rows[i * width + Units.feature(at)]));
      CumulativeSums.begin(values, patience).write(own, at * CumulativeSums.SIZE);
    }
    return DriftMemory.of(window, own);
  }
}
