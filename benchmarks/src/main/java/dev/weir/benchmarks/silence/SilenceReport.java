package dev.weir.benchmarks.silence;

import dev.weir.detectors.silence.Silence;
import dev.weir.detectors.silence.SilenceRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Silences reported for series that never stop, and after how long one that stops would be
 * reported. Argument: how many series of 20,000 gaps, over all kinds together. Seeds are fixed: the
 * same table everywhere.
 */
public final class SilenceReport {

  private static final int GAPS = 20_000;
  private static final int[] STRETCHES = {0, 100, 1_000, 10_000, GAPS};
  private static final double NANOS = 1e9;
  private static final double MINUTE = 60 * NANOS;

  private SilenceReport() {}

  /**
   * The result of one series.
   *
   * @param reported gaps at which the series was reported as silent
   * @param limits after how many minutes it would be, at the end of each stretch
   */
  private record Course(List<Integer> reported, List<Double> limits) {}

  public static void main(String[] args) {
    int series = Math.max(1, Integer.parseInt(args.length > 0 ? args[0] : "1000"));
    int each = Math.max(1, series / Arrivals.values().length);
    System.out.printf(
        Locale.ROOT,
        "false silences a series, and after how many minutes one would be reported (median, after"
            + " gaps); %,d series of each kind, a record a minute%n%n",
        each);
    System.out.println(
        "| arrivals | gaps 20 to 100 | to 1,000 | to 10,000 | to 20,000 | limit after 100 | 1,000"
            + " | 10,000 | 20,000 |\n|---|---|---|---|---|---|---|---|---|");
    for (Arrivals kind : Arrivals.values()) {
      Course[] courses =
          IntStream.range(0, each)
              .parallel()
              .mapToObj(seed -> course(kind, seed))
              .toArray(Course[]::new);
      System.out.println(line(kind, courses));
    }
  }

  private static String line(Arrivals kind, Course[] courses) {
    StringBuilder line = new StringBuilder("| ").append(kind.name().toLowerCase(Locale.ROOT));
    for (int k = 1; k < STRETCHES.length; k++) {
      int from = STRETCHES[k - 1];
      int to = STRETCHES[k];
      long reported =
          Arrays.stream(courses)
              .flatMap(course -> course.reported().stream())
              .filter(gap -> gap >= from && gap < to)
              .count();
      line.append(" | %.3f".formatted(reported / (double) courses.length));
    }
    for (int k = 1; k < STRETCHES.length; k++) {
      int stretch = k - 1;
      double[] limits =
          Arrays.stream(courses)
              .mapToDouble(course -> course.limits().get(stretch))
              .sorted()
              .toArray();
      line.append(" | %.1f".formatted(limits[limits.length / 2]));
    }
    return line.append(" |").toString();
  }

  private static Course course(Arrivals kind, long seed) {
    Random random = new Random(seed);
    Silence silence = new Silence(SilenceRule.AUTO);
    List<Integer> reported = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    long now = 0;
    silence.speak(now, now);
    for (int gap = 0; gap < GAPS; gap++) {
      long next = now + (long) (NANOS * kind.gap(gap, random));
      // Other series take time on in small steps.
      if (silence.isWatched()
          && next > silence.deadline() + 1
          && silence.pass(silence.deadline(), silence.deadline() + 1)) {
        reported.add(gap);
      }
      now = next;
      silence.speak(now, now);
      if (gap + 1 == STRETCHES[limits.size() + 1]) {
        limits.add((silence.deadline() - now) / MINUTE);
      }
    }
    return new Course(reported, limits);
  }
}
