package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendTest {

  @TempDir Path directory;

  @Test
  void every_candidate_is_measured_and_its_settings_are_a_configuration() throws Exception {
    Ran ran =
        Ran.weir("recommend", file(1_000), "--rows", 999, "--budget", "1h", "--output", "json");

    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode json = new JsonMapper().readTree(ran.out());
    assertThat(json.at("/data/records").asInt()).isEqualTo(999);
    assertThat(json.at("/data/left_out").asInt()).isEqualTo(1);
    assertThat(json.at("/data/anomalies").asText()).isEqualTo("injected");
    assertThat(json.at("/not_measured")).isEmpty();
    assertThat(json.at("/measurements")).hasSize(15);
    for (JsonNode one : json.at("/measurements")) {
      String name = one.get("detector").asText();
      assertThat(one.get("records_per_second").asDouble()).as(name).isPositive();
      assertThat(one.get("bytes_per_series").asLong()).as(name).isPositive();
      assertThat(one.get("state_bytes").asLong()).as(name).isPositive();
      assertThat(one.at("/quality/events").asInt()).as(name).isEqualTo(1);
      Path config =
          Files.writeString(directory.resolve("w.conf"), one.get("settings").asText() + "\n");
      Ran checked = Ran.weir("check", config);
      assertThat(checked.code()).as("%s: %s", name, checked.err()).isZero();
    }
  }

  @Test
  void a_file_without_records_is_refused() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.csv"), "time,value\n");

    Ran ran = Ran.weir("recommend", empty);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("empty.csv");
  }

  @Test
  void nothing_can_be_measured_in_no_time() throws Exception {
    Ran ran = Ran.weir("recommend", file(300), "--budget", "0s");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--rows and --budget must be above 0");
  }

  private Path file(int rows) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder("time,a,b\n");
    for (int row = 0; row < rows; row++) {
      text.append(
          "%d,%.3f,%.3f%n"
              .formatted(1_700_000_000L + 60L * row, random.nextGaussian(), random.nextGaussian()));
    }
    return Files.writeString(directory.resolve("d" + rows + ".csv"), text);
  }
}
