package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More series than may be: those that came first are watched as if the others were not there, and
 * every record of the others is counted. docs/benchmarks.md has the same with a million keys.
 */
class CardinalityTest {

  private static final int KEYS = 20_000;
  private static final int CAP = 2_000;
  private static final int RECORDS = 40 * KEYS;

  @TempDir Path directory;

  @Test
  void series_beyond_the_cap_are_rejected_and_counted_and_the_others_do_not_notice()
      throws Exception {
    JsonNode bombed = run("bombed", CAP);
    JsonNode free = run("free", KEYS);

    assertThat(bombed.at("/models/series").asLong()).isEqualTo(CAP);
    assertThat(bombed.at("/records/rejected").asLong()).isEqualTo(40L * (KEYS - CAP));
    assertThat(Balance.of(bombed)).isEqualTo(RECORDS);
    assertThat(free.at("/records/rejected").asLong()).isZero();
    List<String> admitted =
        anomalies("free").stream().filter(CardinalityTest::isAmongTheFirst).toList();
    assertThat(admitted).hasSizeGreaterThan(100);
    assertThat(anomalies("bombed")).isEqualTo(admitted);
  }

  private static boolean isAmongTheFirst(String detection) {
    String number = detection.replaceFirst(".*\"series\":\"s-(\\d+)\".*", "$1");
    return Integer.parseInt(number) < CAP;
  }

  private List<String> anomalies(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name + ".jsonl"));
  }

  private JsonNode run(String name, int cap) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve(name + ".conf"),
            """
            weir.sources = [{ type = simulator, name = s, rate = max, count = %d, series = %d
                              features = 1, anomaly-rate = 0.02 }]
            weir.detectors = [{ type = z-score }]
            weir.sinks = [{ type = file, path = "%s", only = anomalies }]
            weir.engine { max-series = %d, drift-check-frequency = 0, model-checkpointing = false }
            weir.dead-letters.path = ""
            weir.http.enabled = false
            """
                .formatted(RECORDS, KEYS, directory.resolve(name + ".jsonl"), cap));
    return Ran.weir("run", "-c", config, "--until-idle", "50ms", "-o", "json").json();
  }
}
