package dev.weir.app.service.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.report.SeriesRecords;
import dev.weir.app.service.Detections;
import dev.weir.detectors.Severity;
import dev.weir.engine.Sink;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedSeriesTest {

  private final Detections detections = new Detections();
  private final WatchedSeries watched = new WatchedSeries(Severity.Bands.DEFAULT);

  @Test
  void keeps_records_from_the_moment_a_series_is_asked_for() throws Exception {
    try (Sink.Writer writer = watched.open("pumps")) {
      writer.write(detections.quiet(20));
      assertThat(watched.after("pump-1", 0)).isEmpty();
      writer.write(detections.quiet(3));
      writer.write(detections.of(1000, 10));
    }

    SeriesRecords records = watched.after("pump-1", 0).orElseThrow();
    assertThat(records.features()).containsExactly("flow", "level");
    assertThat(records.source()).isEqualTo("pumps");
    assertThat(records.timed()).isFalse();
    assertThat(records.rows().stream().map(SeriesRecords.Row::time))
        .containsExactly(21L, 22L, 23L, 24L);
    assertThat(records.rows().stream().map(SeriesRecords.Row::isAnomaly))
        .containsExactly(false, false, false, true);
  }

  @Test
  void gives_what_came_since() throws Exception {
    watched.after("pump-1", 0);
    try (Sink.Writer writer = watched.open("pumps")) {
      writer.write(detections.quiet(20));
      SeriesRecords first = watched.after("pump-1", 0).orElseThrow();
      writer.write(detections.of(3, 10));
      SeriesRecords second = watched.after("pump-1", first.last()).orElseThrow();

      assertThat(first.rows()).hasSize(20);
      assertThat(second.rows().stream().map(SeriesRecords.Row::time)).containsExactly(21L);
      assertThat(watched.after("pump-1", second.last()).orElseThrow().rows()).isEmpty();
    }
  }

  @Test
  void of_many_records_anomalies_and_every_few_others_are_given() throws Exception {
    watched.after("pump-1", 0);
    try (Sink.Writer writer = watched.open("pumps")) {
      writer.write(detections.quiet(1000));
      writer.write(detections.of(1000, 10));
      writer.write(detections.quiet(SeriesRing.MOST));
      writer.write(detections.of(1, 90000));
      writer.write(detections.quiet(500));
    }

    List<SeriesRecords.Row> rows = watched.after("pump-1", 0).orElseThrow().rows();

    assertThat(rows).hasSizeBetween(500, SeriesRing.ROWS);
    assertThat(rows.stream().filter(SeriesRecords.Row::isAnomaly).map(SeriesRecords.Row::time))
        .contains(1001L + SeriesRing.MOST + 1);
    assertThat(rows.getFirst().time()).isGreaterThan(1501);
    assertThat(rows.stream().map(SeriesRecords.Row::time)).isSorted();
  }

  @Test
  void the_series_that_was_asked_for_longest_ago_is_left_out() throws Exception {
    try (Sink.Writer writer = watched.open("pumps")) {
      watched.after("pump-1", 0);
      writer.write(detections.quiet(2));
      for (int i = 0; i < WatchedSeries.MOST; i++) {
        watched.after("other-" + i, 0);
      }
      writer.write(detections.quiet(2));

      assertThat(watched.after("pump-1", 0)).as("asked for again, and begun again").isEmpty();
      writer.write(detections.quiet(2));
      assertThat(watched.after("pump-1", 0).orElseThrow().rows()).hasSize(2);
    }
  }
}
