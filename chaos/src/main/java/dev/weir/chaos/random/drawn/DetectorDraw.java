package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws detectors of every type with every option, small enough to get past their warm-up. */
final class DetectorDraw {

  private static final List<String> TYPES =
      List.of(
          "auto",
          "auto",
          "auto",
          "ewma",
          "half-space-trees",
          "isolation-forest",
          "isolation-forest",
          "local-outlier-factor",
          "mahalanobis",
          "random-cut-forest",
          "z-score",
          "robust-z-score");

  private final Draw draw;
  private final boolean ordered;
  private final List<String> options = new ArrayList<>();

  private DetectorDraw(Draw draw, boolean ordered) {
    this.draw = draw;
    this.ordered = ordered;
  }

  /**
   * Draws one.
   *
   * @param ordered whether its records have one order, so that silence can be watched
   */
  static DrawnDetector draw(Draw draw, String match, boolean ordered) {
    String type = draw.oneOf(TYPES);
    DetectorDraw drawing = new DetectorDraw(draw, ordered);
    drawing.own(type);
    drawing.tuning();
    drawing.data();
    return new DrawnDetector(match, type, List.copyOf(drawing.options));
  }

  private void own(String type) {
    switch (type) {
      case "auto" -> maybe(0.4, "memory", draw.oneOf(List.of("full", "compact", "sketch")));
      case "ewma" -> {
        maybe(0.5, "gain", number(draw.between(0.01, 1)));
        alertRate(0.4);
      }
      case "half-space-trees" -> {
        whole("trees", 1, 20);
        whole("depth", 1, 15);
        whole("window", 50, 200);
        alertRate(0.4);
      }
      case "isolation-forest" -> {
        whole("trees", 1, 15);
        int subsample = whole("subsample", 2, 96);
        whole("window", subsample, 300);
        maybe(0.5, "contamination", number(draw.between(0.005, 0.3)));
      }
      case "local-outlier-factor" -> {
        int neighbours = whole("neighbours", 2, 20);
        whole("reference", neighbours + 1, 120);
        alertRate(0.4);
      }
      case "mahalanobis" -> {
        whole("reference", 50, 200);
        whole("renewal", 640, 1_000);
        maybe(0.4, "shrinkage", number(draw.between(0.001, 1)));
        alertRate(0.019);
      }
      case "random-cut-forest" -> {
        whole("trees", 1, 10);
        whole("sample", 16, 64);
        maybe(0.5, "shingle", Integer.toString(draw.between(1, 8)));
        alertRate(0.4);
      }
      case "z-score" -> {
        whole("window", 2, 80);
        maybe(0.5, "threshold", number(draw.between(0.5, 6)));
      }
      case "robust-z-score" -> {
        whole("window", 4, 150);
        maybe(0.5, "threshold", number(draw.between(0.5, 6)));
      }
      default -> throw new IllegalArgumentException("no type " + type);
    }
  }

  private void tuning() {
    maybe(
        0.4,
        "alert-budget",
        draw.oneOf(List.of("\"1 per day\"", "\"3 per hour\"", "\"0.5%\"", "\"2%\"", "\"0.01%\"")));
    maybe(0.25, "direction", draw.oneOf(List.of("above", "below", "both")));
    maybe(0.25, "min-deviation", number(draw.between(0.1, 6)));
    maybe(0.2, "min-relative-deviation", number(draw.between(0.01, 0.8)));
    maybe(
        0.2,
        "valid-range",
        draw.oneOf(List.of("{ from = -6 }", "{ to = 40 }", "{ from = 0, to = 1e6 }")));
    String silence = draw.oneOf(List.of("auto", "30s", "2m", "1h"));
    maybe(ordered ? 0.3 : 0, "silence", silence);
  }

  private void data() {
    maybe(0.3, "allowed-lateness", draw.oneOf(List.of("0s", "20s", "5m", "1h")));
    maybe(0.3, "late", draw.oneOf(List.of("drop", "score-only")));
    maybe(0.2, "max-skew", draw.oneOf(List.of("1m", "1h")));
    maybe(0.35, "missing-values", draw.oneOf(List.of("previous", "zero", "-3.5", "unscorable")));
    maybe(0.12, "zero-is-missing", "true");
    maybe(0.25, "values-are", draw.oneOf(List.of("counter", "counter-per-second", "level")));
    maybe(
        0.2, "time-zone", draw.oneOf(List.of("Europe/Berlin", "Asia/Kolkata", "America/St_Johns")));
  }

  private void alertRate(double most) {
    maybe(0.4, "alert-rate", number(draw.between(0.0005, most)));
  }

  private int whole(String key, int least, int most) {
    int value = draw.between(least, most);
    options.add(key + " = " + value);
    return value;
  }

  private void maybe(double probability, String key, String value) {
    if (draw.chance(probability)) {
      options.add(key + " = " + value);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
