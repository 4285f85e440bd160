package dev.weir.connectors.log;

import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Summary;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import java.util.List;
import java.util.Locale;

/**
 * A drift as a line: since when, what is done, what was found, and each feature that changed as it
 * was and as it is.
 */
final class DriftLine {

  private DriftLine() {}

  static String of(Series series, String since, SeriesEvent.DriftDetected drift) {
    List<String> features = series.features();
    StringBuilder line = new StringBuilder("DRIFT");
    line.append(" series=").append(series.key());
    line.append(" since=").append(since);
    line.append(" action=").append(drift.action().name().toLowerCase(Locale.ROOT));
    drift.findings().forEach(finding -> add(line, features, finding));
    drift.findings().stream()
        .mapToInt(Finding::feature)
        .distinct()
        .sorted()
        .forEach(feature -> {
          line.append(", ").append(features.get(feature)).append(" was ");
          add(line, drift.before().get(feature));
          line.append(" and is ");
          add(line, drift.after().get(feature));
        });
    return line.toString();
  }

  private static void add(StringBuilder line, List<String> features, Finding finding) {
    line.append(' ').append(features.get(finding.feature()));
    finding.other().ifPresent(other -> line.append('~').append(features.get(other)));
    line.append(':').append(finding.test().name().toLowerCase(Locale.ROOT));
    line.append(' ').append(number(finding.before()));
    line.append(" to ").append(number(finding.after()));
    line.append(" (").append(number(finding.statistic()));
    line.append(" above ").append(number(finding.critical()));
    line.append(", p %.1e)".formatted(finding.p()));
  }

  private static void add(StringBuilder line, Summary summary) {
    line.append("mean ").append(number(summary.mean()));
    line.append(" deviation ").append(number(summary.deviation()));
    line.append(" quantiles ").append(number(summary.low()));
    for (double quantile :
        new double[] {summary.lower(), summary.median(), summary.upper(), summary.high()}) {
      line.append('/').append(number(quantile));
    }
  }

  /** Four significant digits: enough to look at. */
  private static String number(double value) {
    return "%.4g".formatted(value);
  }
}
