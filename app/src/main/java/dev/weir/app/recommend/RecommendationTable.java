package dev.weir.app.recommend;

import dev.weir.app.evaluation.TextTable;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.evaluation.AlertQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Shows a recommendation to people. */
public final class RecommendationTable {

  private static final List<String> NAMES =
      List.of(
          "detector",
          "F1 (90 %)",
          "found",
          "false",
          "delay",
          "ROC-AUC",
          "VUS-PR",
          "records/s",
          "speed-up",
          "p50",
          "p99",
          "ready after",
          "bytes/series",
          "state");

  private static final double MICRO = 1_000;
  private static final double MILLI = 1e6;

  private RecommendationTable() {}

  /** Everything that was measured so far, and the advice. */
  public static String of(Recommendation recommendation) {
    List<Measured> measured = recommendation.measured();
    StringBuilder text = new StringBuilder();
    line(text, subject(recommendation.data()));
    if (!measured.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(NAMES));
      measured.forEach(one -> rows.add(cells(one, measured.getFirst())));
      TextTable.lines(rows).forEach(line -> line(text, line));
      meanings(measured, text);
    }
    recommendation.notMeasured().forEach(line -> line(text, "Not measured: " + line));
    line(text, "");
    Advisor advisor = new Advisor(measured);
    Optional<String> lacking = advisor.lacking(recommendation.data().events());
    if (lacking.isPresent()) {
      line(text, "No recommendation; " + lacking.get());
    } else {
      advisor.advice().forEach(advice -> advise(advice, text));
    }
    return text.toString();
  }

  private static String subject(Dataset data) {
    String events =
        switch (data.origin()) {
          case LABELS -> "%,d labelled events".formatted(data.events());
          case INJECTED ->
              "no record is labelled anomalous, so %,d anomalies were put in (%s)"
                  .formatted(
                      data.events(),
                      Arrays.stream(Injection.Kind.values())
                          .map(Injection.Kind::meaning)
                          .collect(Collectors.joining(", ")));
        };
    String beyond =
        data.leftOut() == 0 ? "" : "; %,d more were left out (--rows)".formatted(data.leftOut());
    String unread = data.unread() == 0 ? "" : "; %,d could not be read".formatted(data.unread());
    return "%,d records of %,d series; %s%s%s"
        .formatted(data.records(), data.series().size(), events, beyond, unread);
  }

  private static List<String> cells(Measured one, Measured first) {
    AlertQuality alerts = one.quality().alerts();
    double speedUp = one.speed().recordsPerSecond() / first.speed().recordsPerSecond();
    return List.of(
        one.candidate().name(),
        "%.2f (%.2f-%.2f)".formatted(one.f1().value(), one.f1().low(), one.f1().high()),
        "%,d of %,d".formatted(alerts.found().size(), alerts.events()),
        falseAlarms(alerts),
        number("%.0f", alerts.medianDelayInRecords()),
        number("%.3f", one.quality().ranks().rocAuc()),
        number("%.3f", one.quality().ranks().vusPr()),
        "%,.0f".formatted(one.speed().recordsPerSecond()),
        "%.1fx".formatted(speedUp),
        micros(one.speed().medianNanos()),
        micros(one.speed().p99Nanos()),
        "%,d in %.1f ms".formatted(one.warmUp().records(), one.warmUp().nanos() / MILLI),
        "%,d".formatted(one.memory().heap()),
        "%,d".formatted(one.memory().state()));
  }

  private static String falseAlarms(AlertQuality alerts) {
    OptionalDouble perDay = alerts.falseAlarmsPerSeriesDay();
    return perDay.isPresent()
        ? "%,d (%.2g/day)".formatted(alerts.falseAlarms(), perDay.getAsDouble())
        : "%,d".formatted(alerts.falseAlarms());
  }

  private static String micros(long nanos) {
    return "%,.1f us".formatted(nanos / MICRO);
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? format.formatted(value.getAsDouble()) : "-";
  }

  private static void meanings(List<Measured> measured, StringBuilder text) {
    line(
        text,
        "F1 of alerts by events, with the interval that 1,000 resamplings of blocks give; delay in"
            + " records; time of one core for scoring and learning; speed-up against "
            + measured.getFirst().candidate().name()
            + "; bytes of a series on the heap, and in a checkpoint.");
  }

  private static void advise(Advice advice, StringBuilder text) {
    String name = advice.use().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    line(text, "%s: %s".formatted(name, advice.chosen().candidate().name()));
    line(text, "  " + advice.reason());
    line(text, "  but " + advice.tradeOffs());
    advice
        .runnerUp()
        .ifPresent(other ->
            line(
                text,
                "  next: %s%s"
                    .formatted(
                        other.candidate().name(),
                        advice.tie() ? " (a tie in F1: the intervals overlap)" : "")));
    advice.chosen().candidate().settings().forEach(setting -> line(text, "  " + setting));
    if (advice.chosen().candidate().selects()) {
      line(text, "  with record.values of the source naming the chosen features");
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(Printable.of(line)).append(System.lineSeparator());
  }
}
