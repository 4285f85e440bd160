package dev.weir.detectors.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Adaptive windowing: per feature a window of all that came, cut wherever the mean before and the
 * mean behind differ by more than chance allows, and what is before the cut forgotten. It is as
 * long as nothing changes, and the longer the smaller the change it sees: slow and small ones that
 * two windows of fixed size do not show. Besides the level it watches the spread, by the distance
 * from the reference's middle.
 *
 * <p>The bound is the paper's for small variances, over all places where the window may be cut and
 * all times it is looked at, and so keeps far below the promise. Looked at is every 32nd record.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611972771.42">A. Bifet, R. Gavaldà, Learning from
 *     Time-Changing Data with Adaptive Windowing, 2007</a>
 */
final class Adwin implements DriftMethod {

  private static final int LOOKED_AT = 32;

  @Override
  public CheckOutcome check(
      DriftTest test, Optional<DriftMemory> memory, double[] rows, int width) {
    Sample window = Sample.of(rows, width);
    Sample reference = memory.map(DriftMemory::reference).orElse(window);
    Units units = Units.of(reference);
    AdaptiveWindow[] kept = kept(units, memory);
    List<Finding> findings = new ArrayList<>();
    int looks = (rows.length / width + LOOKED_AT - 1) / LOOKED_AT;
    double level = test.levelPerTest(looks * units.columns());
    for (int column = 0; column < kept.length; column++) {
      int at = column;
      Optional<AdaptiveWindow.Cut> cut =
          take(kept[at], units, at, rows, memory.isPresent() ? level : 0);
      cut.map(found -> finding(units, at, found)).ifPresent(findings::add);
    }
    DriftMemory next = DriftMemory.of(reference, written(kept));
    // The window that shows a change is partly what was before.
    return memory.isEmpty()
        ? CheckOutcome.first(window, next)
        : new CheckOutcome(window, findings, Optional.of(next), Optional.empty());
  }

  @Override
  public boolean fits(double[] own, int points, int features) {
    int at = 0;
    for (int column = 0; column < 2 * features; column++) {
      if (at >= own.length || !AdaptiveWindow.mayHold(own[at])) {
        return false;
      }
      at += AdaptiveWindow.size((int) own[at]);
    }
    return at == own.length;
  }

  @Override
  public long bytes(DriftTest test, int features) {
    long stretches = AdaptiveWindow.PER_LENGTH * AdaptiveWindow.LENGTHS;
    return 2L * features * (1 + 3 * stretches) * Double.BYTES;
  }

  private static Optional<AdaptiveWindow.Cut> take(
      AdaptiveWindow kept, Units units, int column, double[] rows, double level) {
    int width = units.columns() / 2;
    int points = rows.length / width;
    Optional<AdaptiveWindow.Cut> worst = Optional.empty();
    for (int i = 0; i < points; i++) {
      kept.add(units.of(column, rows[i * width + Units.feature(column)]));
      if (level > 0 && ((i + 1) % LOOKED_AT == 0 || i + 1 == points)) {
        Optional<AdaptiveWindow.Cut> cut = kept.cut(level);
        if (cut.isPresent() && (worst.isEmpty() || cut.get().excess() > worst.get().excess())) {
          worst = cut;
        }
        while (cut.isPresent()) {
          kept.forgetOldest();
          cut = kept.cut(level);
        }
      }
    }
    return worst;
  }

  private static Finding finding(Units units, int column, AdaptiveWindow.Cut cut) {
    double errors = cut.error() > 0 ? cut.difference() / cut.error() : Double.POSITIVE_INFINITY;
    Finding.Change change =
        new Finding.Change(units.back(column, cut.before()), units.back(column, cut.after()));
    return Units.finding(column, cut.difference(), cut.bound(), Chance.ofNormal(errors), change);
  }

  private static AdaptiveWindow[] kept(Units units, Optional<DriftMemory> memory) {
    AdaptiveWindow[] kept = new AdaptiveWindow[units.columns()];
    Arrays.setAll(kept, column -> new AdaptiveWindow(Units.range(column)));
    if (memory.isPresent()) {
      int at = 0;
      for (AdaptiveWindow window : kept) {
        at = window.read(memory.get().own(), at);
      }
    }
    return kept;
  }

  private static double[] written(AdaptiveWindow[] kept) {
    double[] own = new double[Arrays.stream(kept).mapToInt(AdaptiveWindow::size).sum()];
    int at = 0;
    for (AdaptiveWindow window : kept) {
      at = window.write(own, at);
    }
    return own;
  }
}
