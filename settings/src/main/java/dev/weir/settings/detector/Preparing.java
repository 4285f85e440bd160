package dev.weir.settings.detector;

import dev.weir.detectors.Detector;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Missing.StandIn;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.settings.hocon.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Reads the rules for data that is not judged as it comes. */
final class Preparing {

  private static final double MOST = 1e100;

  private Preparing() {}

  static Detector of(Detector detector, Section section) {
    Lateness.Late late = section.choice("late", Lateness.Late.class);
    Lateness lateness =
        new Lateness(millis(section, "allowed-lateness"), millis(section, "max-skew"), late);
    ValuesAre valuesAre = section.choice("values-are", ValuesAre.class);
    DataRules rules = new DataRules(used(lateness), missing(section), valuesAre, zone(section));
    return Prepared.of(detector, rules);
  }

  /** Without late records, the rule for them is left at its default. */
  private static Lateness used(Lateness lateness) {
    return lateness.allowed().isPresent() ? lateness : Lateness.NONE;
  }

  private static OptionalLong millis(Section section, String key) {
    return section.text(key).isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(section.duration(key, Duration.ZERO).toMillis());
  }

  private static Missing missing(Section section) {
    String words = section.text("missing-values");
    boolean zeroIsMissing = section.flag("zero-is-missing");
    return switch (words) {
      case "others" -> new Missing(StandIn.NOTHING, 0, zeroIsMissing);
      case "unscorable" -> new Missing(StandIn.UNSCORABLE, 0, zeroIsMissing);
      case "previous" -> new Missing(StandIn.PREVIOUS, 0, zeroIsMissing);
      case "zero" -> new Missing(StandIn.VALUE, 0, zeroIsMissing);
      default -> new Missing(StandIn.VALUE, number(section, words), zeroIsMissing);
    };
  }

  private static double number(Section section, String words) {
    try {
      double number = Double.parseDouble(words);
      if (Math.abs(number) <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is none.
    }
    section.problem(
        "missing-values",
        "must be others, unscorable, previous, zero or a number, and is '%s'".formatted(words));
    return 0;
  }

  private static String zone(Section section) {
    String name = section.text("time-zone");
    try {
      return name.isEmpty() || isUtc(ZoneId.of(name)) ? "" : name;
    } catch (DateTimeException e) {
      section.problem(
          "time-zone", "must be a time zone such as Europe/Berlin, and is '%s'".formatted(name));
      return "";
    }
  }

  private static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }
}
