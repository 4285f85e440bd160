package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.settings.connector.SinkType;
import dev.weir.settings.connector.SourceType;
import dev.weir.settings.receiver.ReceiverType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir list} and {@code weir config show}. */
class ShowTest {

  private static final Map<String, Collection<String>> KINDS =
      Map.of(
          "detectors", Detectors.defaults().stream().map(Detector::name).toList(),
          "sources", SourceType.BY_NAME.keySet(),
          "sinks", SinkType.BY_NAME.keySet(),
          "receivers", ReceiverType.BY_NAME.keySet());

  @TempDir Path directory;

  @Test
  void everything_there_is_can_be_listed() throws Exception {
    assertThat(KINDS.get("detectors")).contains("auto", "z-score");
    assertThat(KINDS.get("receivers")).contains("redis-stream", "webhook");
    for (Map.Entry<String, Collection<String>> kind : KINDS.entrySet()) {
      List<String> sorted = kind.getValue().stream().sorted().toList();
      JsonNode json = Ran.weir("list", kind.getKey(), "--output", "json").json();
      Ran table = Ran.weir("list", kind.getKey());

      assertThat(json.fieldNames()).toIterable().containsExactlyElementsOf(sorted);
      assertThat(table.out().lines().filter(line -> !line.startsWith(" ")))
          .containsExactlyElementsOf(sorted);
      assertThat(table.code()).isZero();
    }
  }

  @Test
  void each_is_listed_with_its_settings_and_their_defaults() throws Exception {
    JsonNode json = Ran.weir("list", "detectors", "-o", "json").json();

    assertThat(json.get("z-score").toString()).isEqualTo("{\"threshold\":2.5,\"window\":20}");
    assertThat(Ran.weir("list", "detectors").out()).contains("  threshold            2.5");
  }

  @Test
  void the_settings_of_a_run_are_shown() throws Exception {
    Path file = Files.writeString(directory.resolve("weir.conf"), "weir.engine { batch-size = 7 }");

    JsonNode json = Ran.weir("config", "show", "--resolved", "-c", file, "-o", "json").json();

    assertThat(json.at("/weir/engine/batch-size").asInt()).isEqualTo(7);
    assertThat(json.at("/weir/engine/input-queue-size").asInt()).isEqualTo(10_000);
    assertThat(json.fieldNames()).toIterable().containsExactly("weir");
  }

  @Test
  void what_is_shown_resolved_can_be_used_as_it_is() throws Exception {
    Path file = Files.writeString(directory.resolve("weir.conf"), "weir.engine { batch-size = 7 }");

    String shown = Ran.weir("config", "show", "--resolved", "-c", file).out();
    Path again = Files.writeString(directory.resolve("again.conf"), shown);

    assertThat(shown).contains("# Heap in use after a collection.");
    assertThat(Ran.weir("check", again)).extracting(Ran::code, Ran::err).containsExactly(0, "");
    // Comments of a file are not shown, as they may hold anything: so the values are compared.
    assertThat(Ran.weir("config", "show", "--resolved", "-c", again, "-o", "json").out())
        .isEqualTo(Ran.weir("config", "show", "--resolved", "-c", file, "-o", "json").out());
  }

  @Test
  void only_what_the_file_says_is_shown_unless_resolved() throws Exception {
    Path file = Files.writeString(directory.resolve("weir.conf"), "weir.engine { batch-size = 7 }");

    assertThat(Ran.weir("config", "show", "-c", file, "-o", "json").json().toString())
        .isEqualTo("{\"weir\":{\"engine\":{\"batch-size\":7}}}");
  }

  @Test
  void without_a_file_the_defaults_are_shown() throws Exception {
    assertThat(Ran.weir("config", "show", "-o", "json").json().at("/weir/http/port").asInt())
        .isEqualTo(8080);
  }

  @Test
  void a_configuration_that_is_refused_is_not_shown() throws Exception {
    Path file = Files.writeString(directory.resolve("weir.conf"), "weir.x = 1");

    assertThat(Ran.weir("config", "show", "-c", file))
        .extracting(Ran::code, Ran::out)
        .containsExactly(78, "");
  }
}
