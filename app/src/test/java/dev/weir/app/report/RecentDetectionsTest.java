package dev.weir.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.service.Detections;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentDetectionsTest {

  private final Detections detections = new Detections();
  private final RecentDetections recent = new RecentDetections();

  @Test
  void keeps_anomalies_the_latest_first() throws Exception {
    try (Sink.Writer writer = recent.open("pumps")) {
      writer.write(detections.quiet(20));
      writer.write(detections.of(1000, 10));
      writer.write(detections.of(1, 11));
      writer.write(detections.of(10, -5000));
    }

    assertThat(positions(recent.last(10, Optional.empty()))).containsExactly("23", "21");
    assertThat(positions(recent.last(1, Optional.empty()))).containsExactly("23");
    assertThat(recent.last(10, Optional.of("pump-1"))).hasSize(2);
    assertThat(recent.last(10, Optional.of("pump-2"))).isEmpty();
  }

  @Test
  void an_anomaly_reads_as_it_did_when_it_was_written() throws Exception {
    Batch batch = detections.empty(30);
    for (int i = 0; i < 26; i++) {
      detections.put(batch, i == 20 || i == 23 ? 1000 : i % 2, i == 23 ? -5000 : 10 + i % 2);
    }
    detections.scored(batch);
    List<String> written = List.of(json(batch, 23), json(batch, 20));

    try (Sink.Writer writer = recent.open("pumps")) {
      writer.write(batch);
    }
    batch.clear(batch.stream());
    for (int i = 0; i < 30; i++) {
      detections.put(batch, -i, i);
    }
    detections.scored(batch);

    assertThat(recent.last(10, Optional.empty())).isEqualTo(written);
  }

  private static String json(Batch batch, int row) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DetectionJson json = new DetectionJson(bytes)) {
      json.write(batch, row);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void a_record_that_is_read_again_counts_once() throws Exception {
    Batch quiet = detections.quiet(20);
    Batch anomaly = detections.of(1000, 10);
    for (int life = 0; life < 2; life++) {
      try (Sink.Writer writer = recent.open("pumps")) {
        writer.write(quiet);
        writer.write(anomaly);
      }
    }

    assertThat(recent.last(10, Optional.empty())).hasSize(1);
  }

  @Test
  void keeps_so_many_of_a_source_and_no_more() throws Exception {
    Batch anomaly;
    try (Sink.Writer writer = recent.open("pumps")) {
      writer.write(detections.quiet(20));
      anomaly = detections.of(1000, 10);
      for (int i = 0; i < RecentDetections.MOST; i++) {
        writer.write(anomaly);
      }
      writer.write(detections.of(-90000, 10));
    }
    try (Sink.Writer writer = recent.open("others")) {
      writer.write(anomaly);
    }

    assertThat(positions(recent.last(10, Optional.empty()))).containsExactly("21", "22");
  }

  private static List<String> positions(List<String> lines) throws Exception {
    List<String> positions = new ArrayList<>();
    for (String line : lines) {
      JsonNode json = JsonMapper.builder().build().readTree(line);
      assertThat(json.get("anomaly").asBoolean()).isTrue();
      positions.add(json.get("position").asText());
    }
    return positions;
  }
}
