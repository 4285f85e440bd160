package dev.weir.detectors.lof;

import dev.weir.detectors.Scores;

/**
 * How densely points lie around each point of a reference, and around any other. All of it follows
 * from the reference. Mutable, one owner; no allocation after construction.
 */
final class Densities {

  private static final double SHORTEST = 1e-9;
  private static final double FARTHEST = 1e9;

  private final int features;
  private final int neighbours;
  private final double[] scaled;
  private final double[] mean;
  private final double[] unit;
  private final double[] reach;
  private final double[] density;
  private int size;

  // Of the point that was looked at last.
  private final double[] probe;
  private final double[] near;
  private final int[] nearest;
  private int found;

  Densities(int capacity, int features, int neighbours) {
    this.features = features;
    this.neighbours = neighbours;
    scaled = new double[capacity * features];
    mean = new double[features];
    unit = new double[features];
    reach = new double[capacity];
    density = new double[capacity];
    probe = new double[features];
    near = new double[neighbours];
    nearest = new int[neighbours];
  }

  /** Takes note of another reference. */
  void find(double[] points, int count) {
    size = count;
    standardise(points);
    for (int i = 0; i < size; i++) {
      look(scaled, i * features, i);
      reach[i] = found == 0 ? 0 : near[found - 1];
    }
    for (int i = 0; i < size; i++) {
      look(scaled, i * features, i);
      density[i] = densityHere();
    }
  }

  private void standardise(double[] points) {
    for (int j = 0; j < features; j++) {
      double first = size == 0 ? 0 : points[j];
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += (points[i * features + j] - first) / size;
      }
      mean[j] = first + sum;
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double off = points[i * features + j] - mean[j];
        squares += off * off / size;
      }
      double floor = Math.max(SHORTEST * Math.abs(mean[j]), Double.MIN_NORMAL);
      unit[j] = Math.max(Math.sqrt(squares), floor);
    }
    for (int i = 0; i < size; i++) {
      scale(points, i * features, scaled, i * features);
    }
  }

  private void scale(double[] values, int from, double[] into, int to) {
    for (int j = 0; j < features; j++) {
      double off = (values[from + j] - mean[j]) / unit[j];
      into[to + j] = Math.clamp(off, -FARTHEST, FARTHEST);
    }
  }

  /** The local outlier factor of a point: about 1 among its like, above it where it is lonelier. */
  double factor(double[] values, int at) {
    if (size <= 1) {
      return 1;
    }
    scale(values, at, probe, 0);
    look(probe, 0, -1);
    double around = 0;
    for (int i = 0; i < found; i++) {
      around += density[nearest[i]];
    }
    return around / found / densityHere();
  }

  /** One over the mean distance to the nearest, each no nearer than its own neighbours are. */
  private double densityHere() {
    double sum = 0;
    for (int i = 0; i < found; i++) {
      sum += Math.max(reach[nearest[i]], near[i]);
    }
    return 1 / Math.max(sum / Math.max(found, 1), SHORTEST);
  }

  /** Finds the nearest points of the reference, nearest first, but for one. */
  private void look(double[] from, int at, int but) {
    found = 0;
    for (int i = 0; i < size; i++) {
      if (i != but) {
        double squares = squares(from, at, i * features);
        if (found < neighbours || squares < near[found - 1]) {
          put(i, squares);
        }
      }
    }
    for (int i = 0; i < found; i++) {
      near[i] = Math.sqrt(near[i]);
    }
  }

  private double squares(double[] from, int at, int to) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double off = from[at + j] - scaled[to + j];
      sum += off * off;
    }
    return sum;
  }

  private void put(int point, double squares) {
    int place = found < neighbours ? found++ : found - 1;
    while (place > 0 && near[place - 1] > squares) {
      near[place] = near[place - 1];
      nearest[place] = nearest[place - 1];
      place--;
    }
    near[place] = squares;
    nearest[place] = point;
  }

  /** Why a point is as lonely as it is: where its neighbours lie. */
  void explain(double[] points, double[] values, int at, Scores out) {
    scale(values, at, probe, 0);
    look(probe, 0, -1);
    double total = 0;
    for (int j = 0; j < features; j++) {
      double sum = 0;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < found; i++) {
        double value = points[nearest[i] * features + j];
        sum += value / found;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      double off = Math.clamp((values[at + j] - sum) / unit[j], -FARTHEST, FARTHEST);
      total += off * off;
      out.explain(at + j, sum, low, high, off * off);
    }
    out.share(at, features, total);
  }
}
