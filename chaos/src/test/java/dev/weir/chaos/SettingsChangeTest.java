package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A threshold that changes between two processes forgets nothing, also after kill -9. */
class SettingsChangeTest {

  private static final int SERIES = 1_000;
  private static final int RECORDS = 60_000;

  /** A window of 20 judges from the eleventh record on. */
  private static final int WARM_UP = 10;

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path directory;

  private Workspace workspace;

  @BeforeEach
  void configure() throws Exception {
    workspace = new Workspace(directory);
    configure(2.5);
  }

  private void configure(double threshold) throws Exception {
    workspace.file(
        "weir.conf",
        Configuration.reading(
                "{ type = simulator, rate = 5000, count = %d, series = %d, features = 1 }"
                    .formatted(RECORDS, SERIES))
            .writingAllTo("detections.jsonl")
            .with(
                "detectors = [{ match = \"*\", type = z-score, threshold = %s }]"
                    .formatted(threshold))
            .with("checkpointing.every = 500ms"));
  }

  @Test
  void across_an_orderly_restart() throws Exception {
    try (WeirProcess process = start()) {
      awaitWritten(RECORDS / 3);
      process.signal("HUP");
      process.awaitSaid("SIGHUP: settings are read at the start only");
      process.terminate();
      process.await(WeirProcess.PATIENCE).endedWith(0);
    }
    configure(4);
    finish();

    assertThatNothingIsForgottenAndNoRecordHasTwoIds();
  }

  @Test
  void across_kill_9_twice() throws Exception {
    try (WeirProcess process = start()) {
      awaitWritten(RECORDS / 3);
      process.kill();
    }
    configure(4);
    try (WeirProcess process = start()) {
      awaitWritten(RECORDS * 2 / 3);
      process.kill();
    }
    configure(3);
    finish();

    assertThatNothingIsForgottenAndNoRecordHasTwoIds();
  }

  private WeirProcess start() throws Exception {
    return WeirProcess.Start.in(workspace)
        .weir("run", "-c", "weir.conf", "--until-idle", "300ms", "--output", "json");
  }

  private void finish() throws Exception {
    try (WeirProcess process = start()) {
      process.await(WeirProcess.PATIENCE).endedWith(0);
    }
  }

  private void awaitWritten(int lines) throws Exception {
    Await.until(
        lines + " detections are written",
        WeirProcess.PATIENCE,
        () -> workspace.lines("detections.jsonl").size() >= lines);
  }

  private void assertThatNothingIsForgottenAndNoRecordHasTwoIds() throws Exception {
    Map<Long, Set<String>> ids = new TreeMap<>();
    Map<String, Set<Long>> warming = new HashMap<>();
    TreeMap<Long, Double> thresholds = new TreeMap<>();
    List<String> lines = workspace.lines("detections.jsonl");
    for (String line : lines) {
      JsonNode detection = json.readTree(line);
      long position = Long.parseLong(detection.path("position").asText());
      ids.computeIfAbsent(position, place -> new HashSet<>()).add(detection.path("id").asText());
      if (detection.path("status").asText().equals("warming")) {
        warming
            .computeIfAbsent(detection.path("series").asText(), series -> new HashSet<>())
            .add(position);
      } else if (detection.has("threshold")) {
        // An anomaly says which threshold it crossed.
        thresholds.put(position, detection.path("threshold").asDouble());
      }
    }
    assertThat(ids).hasSize(RECORDS);
    assertThat(ids.values()).allMatch(each -> each.size() == 1);
    assertThat(warming).hasSize(SERIES);
    assertThat(warming.values()).allMatch(positions -> positions.size() == WARM_UP);
    assertThat(thresholds.firstEntry().getValue()).isEqualTo(2.5);
    assertThat(thresholds.lastEntry().getValue()).isNotEqualTo(2.5);
    // Each change counts from one record on: afterwards the former value never comes back.
    long changes = 0;
    double before = 2.5;
    for (double threshold : thresholds.values()) {
      changes += threshold == before ? 0 : 1;
      before = threshold;
    }
    assertThat(changes).isEqualTo(Set.copyOf(thresholds.values()).size() - 1);
  }
}
