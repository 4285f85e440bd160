package dev.weir.app.evaluation;

import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.evaluation.AlertQuality;
import dev.weir.monitoring.evaluation.Quality;
import dev.weir.monitoring.evaluation.QualityMeter;
import dev.weir.monitoring.evaluation.RankQuality;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The figures of an evaluation as texts for people, and what they mean. */
final class Figures {

  static final List<String> NAMES =
      List.of(
          "file",
          "events",
          "found",
          "delay",
          "in time",
          "false",
          "rate",
          "ROC-AUC",
          "AP",
          "VUS-PR",
          "precision",
          "recall",
          "F1",
          "rows: precision",
          "recall",
          "F1");

  static final List<String> MEANINGS =
      List.of(
          "An event is a run of rows of one series labelled anomalous. It is found by an alert (an"
              + " incident opened or raised again) at one of its rows.",
          "delay: rows from the first of the event to the first alert, median of the events found;"
              + " then the same in time.",
          "false: alerts at rows labelled normal; rate: per series and day, without times per"
              + " 10,000 scored rows.",
          "ROC-AUC, AP (average precision) and VUS-PR (volume under the surface of precision and"
              + " recall, the window as long as the median event) rank the scored rows by score;"
              + " of all files they are means. None if labels are all alike, or a file has more"
              + " than %,d scored rows.".formatted(QualityMeter.MOST_RANKED),
          "precision: of the alerts those in events; recall: of the events those found. rows: the"
              + " same of anomalous rows against labels, row by row.");

  private static final String NOTHING = "-";
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double SECONDS_PER_DAY = 86_400;

  private Figures() {}

  /** As many texts as there are names. */
  static List<String> of(String file, Quality quality) {
    AlertQuality alerts = quality.alerts();
    List<String> texts = new ArrayList<>(List.of(file));
    texts.add("%,d".formatted(alerts.events()));
    texts.add("%,d".formatted(alerts.found().size()));
    texts.add(number(hasHalf(alerts) ? "%,.1f" : "%,.0f", alerts.medianDelayInRecords()));
    texts.add(alerts.medianDelay().map(Figures::time).orElse(NOTHING));
    texts.add("%,d".formatted(alerts.falseAlarms()));
    texts.add(rate(alerts));
    RankQuality ranks = quality.ranks();
    texts.add(number("%.3f", ranks.rocAuc()));
    texts.add(number("%.3f", ranks.averagePrecision()));
    texts.add(number("%.3f", ranks.vusPr()));
    texts.add("%.3f".formatted(alerts.precision()));
    texts.add("%.3f".formatted(alerts.recall()));
    texts.add("%.3f".formatted(alerts.f1()));
    Confusion rows = quality.rows();
    texts.add("%.3f".formatted(rows.precision()));
    texts.add("%.3f".formatted(rows.recall()));
    texts.add("%.3f".formatted(rows.f1()));
    return texts;
  }

  /** The files that have no labels, in a sentence each. */
  static List<String> unlabelled(List<FileFindings> files) {
    return files.stream()
        .filter(file -> !file.quality().isLabelled())
        .map(file -> file.file() + ": nothing to evaluate it by, no row has a label")
        .toList();
  }

  /** Whether the median lies between two delays. */
  private static boolean hasHalf(AlertQuality alerts) {
    return alerts.medianDelayInRecords().orElse(0) % 1 != 0;
  }

  private static String rate(AlertQuality alerts) {
    OptionalDouble perDay = alerts.falseAlarmsPerSeriesDay();
    OptionalDouble perRows = alerts.falseAlarmsPerTenThousand();
    if (perDay.isPresent()) {
      return shortest(perDay.getAsDouble()) + "/day";
    }
    return perRows.isPresent() ? shortest(perRows.getAsDouble()) + "/10k" : NOTHING;
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? format.formatted(value.getAsDouble()) : NOTHING;
  }

  private static String time(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    if (seconds < SECONDS_PER_MINUTE) {
      return shortest(seconds) + " s";
    }
    if (seconds < SECONDS_PER_HOUR) {
      return shortest(seconds / SECONDS_PER_MINUTE) + " min";
    }
    return seconds < SECONDS_PER_DAY
        ? shortest(seconds / SECONDS_PER_HOUR) + " h"
        : shortest(seconds / SECONDS_PER_DAY) + " days";
  }

  private static String shortest(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
    return value == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
