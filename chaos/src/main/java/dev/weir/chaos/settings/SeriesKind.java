package dev.weir.chaos.settings;

import java.util.List;

/**
 * Series that one detector judges: their names are the name of the kind, a hyphen and a number.
 *
 * @param name no other kind's name is its beginning
 * @param detector type and settings of the detector, in HOCON
 * @param values how the values of the series come
 */
public record SeriesKind(String name, String detector, Values values) {

  /** How values come. */
  public enum Values {
    /** Around a level. */
    LEVEL,
    /** They grow, and begin again at 0 now and then. */
    COUNTER,
    /** Some are missing, and some are 0 where nothing was measured. */
    GAPPY
  }

  private static final String TREES = "trees = 15";
  private static final String SMALL_FOREST = "trees = 20, subsample = 64, window = 100";
  private static final String BUDGET = "alert-budget = \"1%\"";
  private static final String GATES =
      "direction = above, min-deviation = 0.5, min-relative-deviation = 0.02,"
          + " valid-range { from = -20, to = 17 }";
  private static final String FILLED = "missing-values = previous, zero-is-missing = true";
  private static final String ALL = BUDGET + ", " + GATES + ", " + FILLED + ", silence = auto";

  /** Kinds for the trials that plant failures into a z-score; part of {@link #ALL_KINDS}. */
  public static final List<SeriesKind> FOUR_KINDS =
      List.of(
          level("z", "z-score, silence = 150s"),
          level("robust", "robust-z-score, window = 60, silence = auto"),
          level("forest", "isolation-forest, trees = 60, subsample = 128, window = 200"),
          level("small", "isolation-forest, late = drop, " + SMALL_FOREST));

  /**
   * Every detector; with and without a budget, gates, preparation and silence. The first two are
   * those that stop for a spell.
   */
  public static final List<SeriesKind> ALL_KINDS =
      List.of(
          FOUR_KINDS.get(0),
          FOUR_KINDS.get(1),
          FOUR_KINDS.get(2),
          FOUR_KINDS.get(3),
          level("auto", "auto"),
          level("autobudget", "auto, " + BUDGET),
          level("autogates", "auto, memory = compact, " + GATES),
          new SeriesKind("autocounter", "auto, values-are = counter, " + BUDGET, Values.COUNTER),
          new SeriesKind("autoall", "auto, memory = sketch, " + ALL, Values.GAPPY),
          level("ewma", "ewma, " + BUDGET),
          level("halfspace", "half-space-trees, window = 60, " + TREES),
          new SeriesKind(
              "halfspaceall", "half-space-trees, window = 60, " + TREES + ", " + ALL, Values.GAPPY),
          level("lof", "local-outlier-factor, neighbours = 10, reference = 64, " + BUDGET),
          level("maha", "mahalanobis, reference = 60, " + GATES),
          new SeriesKind(
              "mahacounter",
              "mahalanobis, reference = 60, values-are = counter-per-second, " + BUDGET,
              Values.COUNTER),
          level("cut", "random-cut-forest, sample = 64, " + TREES),
          new SeriesKind(
              "cutall",
              "random-cut-forest, sample = 64, shingle = 4, " + TREES + ", " + ALL,
              Values.GAPPY),
          new SeriesKind("zgappy", "z-score, missing-values = zero, " + BUDGET, Values.GAPPY),
          level("robustbudget", "robust-z-score, window = 60, " + BUDGET + ", " + GATES),
          new SeriesKind(
              "forestall", "isolation-forest, " + SMALL_FOREST + ", " + ALL, Values.GAPPY));

  private static SeriesKind level(String name, String detector) {
    return new SeriesKind(name, detector, Values.LEVEL);
  }

  /** Its entry in the list of detectors. */
  public String entry() {
    return "{ match = \"%s-*\", type = %s }".formatted(name, detector);
  }
}
