package dev.weir.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.service.Detections;
import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Summary;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.SeriesEvent;
import dev.weir.series.drift.DriftAction;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecentDriftsTest {

  private static final Summary BEFORE = new Summary(60, 1, 1, 0, 0, 0, 1, 2, 2, 2, 3);
  private static final Summary AFTER = new Summary(60, 9, 1, 8, 8, 8, 9, 10, 10, 10, 3);

  private final Detections detections = new Detections();
  private final RecentDrifts recent = new RecentDrifts();

  @Test
  void keeps_so_many_of_a_source_and_no_more() throws Exception {
    try (Sink.Writer writer = recent.open("pumps")) {
      for (int i = 0; i < RecentDrifts.MOST + 5; i++) {
        writer.write(drifted(1));
      }
    }

    assertThat(drifts(1_000, Optional.empty())).hasSize(RecentDrifts.MOST);
    assertThat(drifts(3, Optional.of("pump-1"))).hasSize(3);
    assertThat(drifts(3, Optional.of("pump-2"))).isEmpty();
  }

  @Test
  void a_drift_that_comes_again_counts_once_and_has_its_strongest_findings() throws Exception {
    Batch batch = drifted(RecentDrifts.MOST_FINDINGS + 4);
    for (int life = 0; life < 2; life++) {
      try (Sink.Writer writer = recent.open("pumps")) {
        writer.write(batch);
      }
    }

    JsonNode drifts = drifts(10, Optional.empty());
    assertThat(drifts).hasSize(1);
    assertThat(drifts.get(0).get("action").asText()).isEqualTo("retrain");
    assertThat(drifts.get(0).get("findings")).hasSize(RecentDrifts.MOST_FINDINGS);
    assertThat(drifts.get(0).get("findings_left_out").asInt()).isEqualTo(4);
    assertThat(drifts.get(0).at("/findings/0/window_after/mean").asDouble()).isEqualTo(9);
  }

  private JsonNode drifts(int limit, Optional<String> series) throws Exception {
    return JsonMapper.builder().build().readTree(recent.json(limit, series)).get("drifts");
  }

  private Batch drifted(int findings) throws Exception {
    Batch batch = detections.of(1, 10);
    Finding finding =
        new Finding(0, OptionalInt.empty(), Finding.Test.KOLMOGOROV_SMIRNOV, 2, 1, 0.001, 1, 9);
    batch.addEvents(
        List.of(
            new SeriesEvent.DriftDetected(
                0,
                1,
                10,
                Collections.nCopies(findings, finding),
                List.of(BEFORE),
                List.of(AFTER),
                DriftAction.RETRAIN)));
    return batch;
  }
}
