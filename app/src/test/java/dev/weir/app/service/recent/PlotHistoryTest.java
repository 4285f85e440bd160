package dev.weir.app.service.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.PlotPoint.BySeverity;
import dev.weir.app.service.Detections;
import dev.weir.detectors.Severity;
import dev.weir.engine.Sink;
import dev.weir.monitoring.Monitor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotHistoryTest {

  private static final long SECOND = 1_000_000_000L;

  private final Monitor monitor = new Monitor();
  private final SeverityCounts severities = new SeverityCounts(Severity.Bands.DEFAULT);
  private final PlotHistory history = new PlotHistory(monitor, severities, 0);

  @Test
  void a_point_holds_the_latency_since_the_last_one() {
    monitor.latency().record(2_000_000, 10);
    history.sample(1_000, SECOND);
    monitor.latency().record(8_000_000, 10);
    history.sample(2_000, 2 * SECOND);
    history.sample(3_000, 3 * SECOND);

    List<PlotPoint> points = history.after(0);
    assertThat(points.stream().map(PlotPoint::time)).containsExactly(1_000L, 2_000L, 3_000L);
    assertThat(points.get(0).mean()).isBetween(1.9, 2.1);
    assertThat(points.get(1).mean()).isBetween(7.9, 8.1);
    assertThat(points.get(1).p99()).isBetween(7.9, 8.1);
    assertThat(points.get(2).mean()).as("of no record").isNaN();
    assertThat(points.get(2).quality().f1()).as("without labels").isNaN();
    assertThat(points.get(2).throughput()).isZero();
  }

  @Test
  void a_point_counts_the_anomalies_since_the_last_one() throws Exception {
    Detections detections = new Detections();
    try (Sink.Writer writer = severities.open("pumps")) {
      writer.write(detections.quiet(20));
      writer.write(detections.of(100_000, 10));
      history.sample(1_000, SECOND);
      writer.write(detections.quiet(5));
      history.sample(2_000, 2 * SECOND);
    }

    BySeverity first = history.after(0).get(0).anomalies();
    assertThat(first.info() + first.warning() + first.critical()).isEqualTo(1);
    assertThat(first.critical()).isEqualTo(1);
    assertThat(history.after(1).getFirst().anomalies()).isEqualTo(new BySeverity(0, 0, 0));
  }

  @Test
  void the_oldest_points_are_forgotten() {
    for (int i = 1; i <= PlotHistory.MOST + 10; i++) {
      history.sample(i, i * SECOND);
    }

    assertThat(history.after(0)).hasSize(PlotHistory.MOST);
    assertThat(history.after(0).getFirst().number()).isEqualTo(11);
    assertThat(history.after(PlotHistory.MOST + 9)).hasSize(1);
  }
}
