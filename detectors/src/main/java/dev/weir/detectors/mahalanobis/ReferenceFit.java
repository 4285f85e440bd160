package dev.weir.detectors.mahalanobis;

/** The result of fitting a reference: both geometries, how alike neighbours are, own scores. */
final class ReferenceFit {

  final Geometry[] copies = new Geometry[2];

  /** Mean correlation of neighbouring records, 0 to 1: the weight of the smoothed copy. */
  final double likeness;

  /** Scores of the reference's records by fits that have not seen them. */
  final double[] scores;

  /** Rows of the raw and of the smoothed copy, as many in both. */
  ReferenceFit(double[][] rows, int features, double shrinkage) {
    int count = rows[0].length / features;
    Geometry.Own[] own = new Geometry.Own[2];
    for (int copy = 0; copy < 2; copy++) {
      own[copy] = new Geometry.Own(count);
      copies[copy] = Geometry.fit(rows[copy], features, shrinkage, own[copy]);
    }
    likeness = likeness(rows[0], features);
    scores = new double[count];
    for (int i = 0; i < count; i++) {
      double raw = copies[0].product(own[0].first[i], own[0].second[i], features);
      double smooth = copies[1].product(own[1].first[i], own[1].second[i], features);
      scores[i] = score(raw, smooth, likeness);
    }
  }

  /** The score of a record that deviates so much in its raw and its smoothed copy. */
  static double score(double raw, double smooth, double likeness) {
    double both = StrictMath.log(raw) + likeness * StrictMath.log(smooth);
    return both / (2 * (1 + likeness));
  }

  private static double likeness(double[] rows, int features) {
    int count = rows.length / features;
    double total = 0;
    for (int j = 0; j < features; j++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        mean += rows[i * features + j] / count;
      }
      double variance = 0;
      double neighbours = 0;
      for (int i = 0; i < count; i++) {
        double deviation = rows[i * features + j] - mean;
        variance += deviation * deviation / count;
        if (i > 0) {
          neighbours += deviation * (rows[(i - 1) * features + j] - mean) / (count - 1);
        }
      }
      total += variance > 0 ? Math.max(0, Math.min(1, neighbours / variance)) : 0;
    }
    return total / features;
  }
}
