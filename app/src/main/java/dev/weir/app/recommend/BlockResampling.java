package dev.weir.app.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How sure the F1 of alerts is. The records of each series are cut into blocks of one length, and
 * as many blocks are drawn again and again, each as often as chance wants: what is said of
 * neighbours hangs together, so that single records cannot be drawn. An event belongs to the block
 * in which it begins.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176347265">H. R. Künsch, The Jackknife and the
 *     Bootstrap for General Stationary Observations, 1989</a>
 */
final class BlockResampling {

  private static final int BLOCKS = 40;
  private static final int SMALLEST_BLOCK = 25;
  private static final int DRAWS = 1_000;
  private static final double TAIL = 0.05;

  /**
   * Counts of one block.
   *
   * @param events that begin in it
   * @param found of these
   * @param inside alerts within them
   * @param outside alerts at records of the block that are labelled normal
   */
  record Block(int events, int found, int inside, int outside) {}

  private final List<Block> blocks = new ArrayList<>();
  private final int length;

  /** For data of so many records. */
  BlockResampling(long records) {
    length = (int) Math.max(SMALLEST_BLOCK, records / BLOCKS);
  }

  /** Adds a series with the records of it that alerted. */
  void add(LoadedSeries series, BitSet alerts) {
    for (int from = 0; from < series.size(); from += length) {
      blocks.add(block(series, alerts, from, Math.min(series.size(), from + length)));
    }
  }

  private static Block block(LoadedSeries series, BitSet alerts, int from, int to) {
    int events = 0;
    int found = 0;
    int inside = 0;
    int outside = 0;
    for (int row = from; row < to; row++) {
      if (series.isAnomalous(row) && (row == 0 || !series.isAnomalous(row - 1))) {
        int within = alertsOfEvent(series, alerts, row);
        events++;
        found += within > 0 ? 1 : 0;
        inside += within;
      } else if (series.isLabelled(row) && !series.isAnomalous(row) && alerts.get(row)) {
        outside++;
      }
    }
    return new Block(events, found, inside, outside);
  }

  private static int alertsOfEvent(LoadedSeries series, BitSet alerts, int from) {
    int within = 0;
    for (int row = from; row < series.size() && series.isAnomalous(row); row++) {
      within += alerts.get(row) ? 1 : 0;
    }
    return within;
  }

  /** The harmonic mean of precision and recall of alerts by events. */
  Interval f1(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Block> chosen = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        chosen.add(blocks.get(random.nextInt(blocks.size())));
      }
      drawn[draw] = f1(chosen);
    }
    Arrays.sort(drawn);
    return new Interval(
        drawn[(int) (TAIL * DRAWS)], f1(blocks), drawn[(int) ((1 - TAIL) * DRAWS) - 1]);
  }

  private static double f1(List<Block> of) {
    double events = of.stream().mapToInt(Block::events).sum();
    double found = of.stream().mapToInt(Block::found).sum();
    double inside = of.stream().mapToInt(Block::inside).sum();
    double outside = of.stream().mapToInt(Block::outside).sum();
    if (found == 0) {
      return 0;
    }
    double precision = inside / (inside + outside);
    double recall = found / events;
    return 2 * precision * recall / (precision + recall);
  }
}
