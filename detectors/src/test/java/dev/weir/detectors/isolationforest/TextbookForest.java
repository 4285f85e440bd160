package dev.weir.detectors.isolationforest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The isolation forest as the paper writes it, with objects and recursion: 50 trees of 256. */
final class TextbookForest {

  private sealed interface Node {}

  private record Leaf(int size) implements Node {}

  private record Inner(int feature, double cut, Node left, Node right) implements Node {}

  private final List<Node> trees = new ArrayList<>();
  private final int subsample;

  TextbookForest(double[][] points, long seed) {
    Random random = new Random(seed);
    subsample = Math.min(256, points.length);
    int limit = (int) Math.ceil(Math.log(subsample) / Math.log(2));
    List<double[]> all = new ArrayList<>(Arrays.asList(points));
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(all, random);
      trees.add(grow(all.subList(0, subsample), 0, limit, random));
    }
  }

  double[] scores(double[][] points) {
    return Arrays.stream(points)
        .mapToDouble(p -> {
          double mean = trees.stream().mapToDouble(t -> path(p, t, 0)).average().orElseThrow();
          return Math.pow(2, -mean / c(subsample));
        })
        .toArray();
  }

  private static Node grow(List<double[]> points, int depth, int limit, Random random) {
    if (depth >= limit || points.size() <= 1) {
      return new Leaf(points.size());
    }
    int feature = random.nextInt(points.get(0).length);
    double min = points.stream().mapToDouble(p -> p[feature]).min().orElseThrow();
    double max = points.stream().mapToDouble(p -> p[feature]).max().orElseThrow();
    double cut = min + random.nextDouble() * (max - min);
    List<double[]> left = points.stream().filter(p -> p[feature] < cut).toList();
    List<double[]> right = points.stream().filter(p -> p[feature] >= cut).toList();
    return new Inner(
        feature, cut, grow(left, depth + 1, limit, random), grow(right, depth + 1, limit, random));
  }

  private static double path(double[] point, Node node, int depth) {
    return switch (node) {
      case Leaf(int size) -> depth + c(size);
      case Inner(int feature, double cut, Node left, Node right) ->
          path(point, point[feature] < cut ? left : right, depth + 1);
    };
  }

  private static double c(int size) {
    if (size < 2) {
      return 0;
    }
    double harmonic = 0;
    for (int i = 1; i < size; i++) {
      harmonic += 1.0 / i;
    }
    return 2 * harmonic - 2.0 * (size - 1) / size;
  }
}
