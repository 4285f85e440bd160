package dev.weir.app.service.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.report.PlotPoint.BySeverity;
import dev.weir.app.service.Detections;
import dev.weir.detectors.Severity;
import dev.weir.engine.Sink;
import org.junit.jupiter.api.Test;

class SeverityCountsTest {

  private final Detections detections = new Detections();

  @Test
  void counts_each_anomaly_at_its_severity_and_nothing_else() throws Exception {
    SeverityCounts counts = new SeverityCounts(new Severity.Bands(0.5, 1));
    SeverityCounts critical = new SeverityCounts(new Severity.Bands(0.5, 0.5));
    SeverityCounts info = new SeverityCounts(new Severity.Bands(1, 1));
    for (SeverityCounts one : new SeverityCounts[] {counts, critical, info}) {
      Detections own = new Detections();
      try (Sink.Writer writer = one.open("pumps")) {
        writer.write(own.quiet(20));
        writer.write(own.of(6, 15));
      }
    }

    assertThat(counts.counts()).isEqualTo(new BySeverity(0, 1, 0));
    assertThat(critical.counts()).isEqualTo(new BySeverity(0, 0, 1));
    assertThat(info.counts()).isEqualTo(new BySeverity(1, 0, 0));
  }

  @Test
  void counts_nothing_while_nothing_is_scored() throws Exception {
    SeverityCounts counts = new SeverityCounts(Severity.Bands.DEFAULT);
    try (Sink.Writer writer = counts.open("pumps")) {
      writer.write(detections.of(100_000, 10));
    }

    assertThat(counts.counts()).isEqualTo(new BySeverity(0, 0, 0));
  }
}
