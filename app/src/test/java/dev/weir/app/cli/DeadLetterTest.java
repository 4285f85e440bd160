package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir deadletter} on what a run has left. */
class DeadLetterTest {

  private static final String HOSTILE = "3,\u001b[31mred\u202e<b>";

  @TempDir Path directory;
  private Path letters;

  @BeforeEach
  void run() throws Exception {
    letters = directory.resolve("dead.jsonl");
    Path in =
        Files.writeString(
            directory.resolve("in.csv"), "t,value\n1,5\n2,abc\n" + HOSTILE + "\n4,1e400\n5,7\n");
    Path file =
        Files.writeString(
            directory.resolve("weir.conf"),
            """
            weir {
              sources = [{ name = pumps, type = file, path = "%s" }]
              detectors = [{ type = z-score }]
              sinks = []
              engine.model-checkpointing = false
              http.enabled = false
              dead-letters { path = "%s", most = 1 }
            }
            """
                .formatted(in, letters));
    assertThat(Ran.weir("run", "-c", file, "--until-idle", "10ms").code()).isZero();
  }

  /** A line of a newer build may have more fields; a line that lacks what it must have is kept. */
  @Test
  void letters_of_a_newer_build_are_read_as_far_as_they_are_known() throws Exception {
    List<String> lines = Files.readAllLines(letters);
    String newer =
        lines.getFirst().replaceFirst("\\{", "{\"format\":2,\"tags\":[{\"id\":1}],\"kind\":\"x\",");
    String unlike = "{\"id\":{\"of\":\"another kind\"},\"at\":\"2026-01-01T00:00:00Z\"}";
    lines.set(0, newer);
    lines.add(unlike);
    Files.write(letters, lines);

    Ran ran = Ran.weir("deadletter", "ls", letters, "-o", "json");

    assertThat(ran.json()).hasSize(3);
    assertThat(ran.json().get(0).get("head").asText()).isEqualTo("2,abc");
    assertThat(ran.err()).contains("1 lines of " + letters + " do not hold a dead letter");
    assertThat(Ran.weir("deadletter", "drop", letters, "--all").code()).isZero();
    assertThat(Files.readAllLines(letters)).containsExactly(unlike);
  }

  @Test
  void they_are_listed_with_reason_and_place() throws Exception {
    JsonNode list = Ran.weir("deadletter", "ls", letters, "-o", "json").json();

    assertThat(list).hasSize(3);
    assertThat(list.get(0).get("reason").asText()).isEqualTo("not_a_number");
    assertThat(list.get(0).get("pipeline").asText()).isEqualTo("pumps");
    assertThat(list.get(0).get("head").asText()).isEqualTo("2,abc");
    assertThat(list.get(0).get("whole").asBoolean()).isTrue();
    assertThat(Ran.weir("deadletter", "ls", letters, "--reason", "not_finite").out().lines())
        .singleElement()
        .asString()
        .contains("4,1e400");
    assertThat(Ran.weir("deadletter", "ls", letters, "--pipeline", "other").out()).isEmpty();
  }

  @Test
  void whatever_a_record_holds_a_terminal_is_shown_text_only() throws Exception {
    String id =
        Ran.weir("deadletter", "ls", letters, "-o", "json").json().get(1).get("id").asText();

    for (Ran ran :
        List.of(
            Ran.weir("deadletter", "ls", letters),
            Ran.weir("deadletter", "show", letters, id),
            Ran.weir("deadletter", "show", letters, id, "-o", "json"))) {
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("\\u{1b}[31mred", "\\u{202e}".replace("\\", ""));
      assertThat(ran.out()).doesNotContain("\u001b", "\u202e");
    }
    assertThat(Files.readString(letters)).matches("[\\x20-\\x7e\n]*");
  }

  @Test
  void records_are_given_back_as_they_came_and_can_be_read_again() throws Exception {
    Ran ran = Ran.weir("deadletter", "replay", letters, "--header", "t,value");

    assertThat(ran.code()).isZero();
    assertThat(ran.data()).isEqualTo("t,value\n2,abc\n" + HOSTILE + "\n4,1e400\n");
    assertThat(ran.err()).contains("3 records are given back; 0 are not whole");
    assertThat(ran.out()).isEmpty();

    Path to = directory.resolve("again.csv");
    Ran file = Ran.weir("deadletter", "replay", letters, "--to", to, "--reason", "not_finite");
    assertThat(file.out()).contains("1 records");
    assertThat(Files.readString(to, StandardCharsets.UTF_8)).isEqualTo("4,1e400\n");
    assertThat(Ran.weir("deadletter", "replay", letters, "--to", to).code()).isEqualTo(2);
  }

  @Test
  void a_reader_that_has_had_enough_of_them_ends_it_quietly() {
    Ran ran =
        Ran.writingTo(new GenerateTest.Ending("Broken pipe"), "deadletter", "replay", letters);

    assertThat(ran).isEqualTo(new Ran(141, "", "", ""));
  }

  @Test
  void they_are_dropped_by_id_or_all_of_them() throws Exception {
    String id =
        Ran.weir("deadletter", "ls", letters, "-o", "json").json().get(1).get("id").asText();

    assertThat(Ran.weir("deadletter", "drop", letters).code()).isEqualTo(2);
    assertThat(Ran.weir("deadletter", "drop", letters, "--older-than", "1h").out())
        .startsWith("0 ");
    assertThat(Ran.weir("deadletter", "drop", letters, id.substring(0, 8)).out()).startsWith("1 ");
    List<String> heads = new ArrayList<>();
    Ran.weir("deadletter", "ls", letters, "-o", "json")
        .json()
        .forEach(letter -> heads.add(letter.get("head").asText()));
    assertThat(heads).containsExactly("2,abc", "4,1e400");
    assertThat(Ran.weir("deadletter", "drop", letters, "--all", "-o", "json").json().toString())
        .isEqualTo("{\"dropped\":2}");
    assertThat(Ran.weir("deadletter", "ls", letters).out()).isEmpty();
  }

  @Test
  void what_is_not_there_is_said_so() {
    assertThat(Ran.weir("deadletter", "ls", directory.resolve("no.jsonl")).code()).isEqualTo(2);
    assertThat(Ran.weir("deadletter", "show", letters, "ffffffffffff").code()).isEqualTo(1);
  }
}
