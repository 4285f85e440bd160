package dev.weir.detectors;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Holds which views found which rows rare, and at what tail. */
final class RareViews {

  private static final int COUNT = View.ALL.size();

  /** One bit for each view. */
  private int[] views = new int[0];

  private double[] tails = new double[0];

  /** Since when the value has not moved, where a view says so. */
  private long[] since = new long[0];

  /** Makes room for so many rows. */
  void fit(int rows) {
    if (views.length < rows) {
      int before = views.length;
      views = Arrays.copyOf(views, rows);
      tails = Arrays.copyOf(tails, rows * COUNT);
      since = Arrays.copyOf(since, rows);
      Arrays.fill(since, before, rows, Rows.NO_TIME);
    }
  }

  void put(int row, View view, double tail) {
    int place = View.ALL.indexOf(view);
    views[row] |= 1 << place;
    tails[row * COUNT + place] = tail;
  }

  void clear(int row) {
    views[row] = 0;
    since[row] = Rows.NO_TIME;
  }

  void since(int row, long time) {
    since[row] = time;
  }

  long since(int row) {
    return since[row];
  }

  void copy(int to, RareViews from, int row) {
    views[to] = from.views[row];
    since[to] = from.since[row];
    System.arraycopy(from.tails, row * COUNT, tails, to * COUNT, COUNT);
  }

  /** The tails of a row, in the order of the views. */
  Map<View, Double> of(int row) {
    if (views[row] == 0) {
      return Map.of();
    }
    Map<View, Double> seen = new EnumMap<>(View.class);
    for (int place = 0; place < COUNT; place++) {
      if ((views[row] & 1 << place) != 0) {
        seen.put(View.ALL.get(place), tails[row * COUNT + place]);
      }
    }
    return seen;
  }
}
