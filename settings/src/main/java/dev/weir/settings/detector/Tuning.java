package dev.weir.settings.detector;

import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.settings.hocon.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;

/** Reads the settings of a detector beside its own parameters: budget, filter, gates. */
final class Tuning {

  private static final double MOST = 1e100;

  private static final Duration LONGEST = Duration.ofNanos(SilenceRule.After.LONGEST);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private Tuning() {}

  static Detector of(Detector detector, Section section) {
    AlertBudget budget = budget(detector, section);
    AlertFilter.Direction direction = section.choice("direction", AlertFilter.Direction.class);
    double least = section.number("min-deviation", 0, MOST);
    double relative = section.number("min-relative-deviation", 0, MOST);
    Section range = section.section("valid-range");
    double from = end(range, "from", Double.NEGATIVE_INFINITY);
    double to = end(range, "to", Double.POSITIVE_INFINITY);
    range.refuseUnknownKeys();
    if (!(from < to)) {
      range.problem("from", "must be less than to, %s, and is %s".formatted(to, from));
      return detector;
    }
    return AlertPolicyDetector.of(
        detector, budget, new AlertFilter(direction, least, relative, from, to));
  }

  /** How long a series may have no record. */
  static SilenceRule silence(Section section) {
    return switch (section.text("silence")) {
      case "off" -> SilenceRule.OFF;
      case "auto" -> SilenceRule.AUTO;
      default ->
          after(
              section.duration("silence", SHORTEST, "off, auto or a duration such as 5m"), section);
    };
  }

  private static SilenceRule after(Duration limit, Section section) {
    if (limit.compareTo(LONGEST) > 0) {
      section.problem("silence", "must be at most %d days".formatted(LONGEST.toDays()));
      return SilenceRule.OFF;
    }
    return new SilenceRule.After(limit.toNanos());
  }

  /**
   * A limit or a rate; the alert-rate of a detector that has one itself is read by its own name.
   */
  private static AlertBudget budget(Detector detector, Section section) {
    AlertBudget limit = budget(section, "alert-budget", AlertBudget::atMost);
    if (hasOwnRate(detector)) {
      return limit;
    }
    AlertBudget rate = budget(section, "alert-rate", AlertBudget::about);
    if (!rate.equals(AlertBudget.NONE) && !limit.equals(AlertBudget.NONE)) {
      section.problem("alert-rate", "cannot be set beside alert-budget");
    }
    return rate.equals(AlertBudget.NONE) ? limit : rate;
  }

  private static boolean hasOwnRate(Detector detector) {
    return Arrays.stream(detector.getClass().getRecordComponents())
        .anyMatch(component -> component.getName().equals("alertRate"));
  }

  private static AlertBudget budget(
      Section section, String key, Function<String, AlertBudget> parsed) {
    try {
      return parsed.apply(section.text(key));
    } catch (IllegalArgumentException e) {
      section.problem(key, "is refused: " + e.getMessage());
      return AlertBudget.NONE;
    }
  }

  private static double end(Section range, String key, double open) {
    return range.text(key).isEmpty() ? open : range.number(key, -MOST, MOST);
  }
}
