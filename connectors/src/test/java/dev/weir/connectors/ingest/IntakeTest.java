package dev.weir.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

  private final Intake intake = new Intake(TestJournal.SETTINGS);

  @Test
  void counts_what_can_be_read_and_lists_what_cannot() {
    Verdict verdict =
        intake.check(
            BatchFormat.JSONL,
            bytes("{\"timestamp\":1,\"value\":1}\n\n{\"timestamp\":2,\"value\":\"x\"}\nnonsense"));

    assertThat(verdict.accepted() + verdict.rejected()).isEqualTo(3);
    assertThat(verdict.rejected()).isEqualTo(2);
    assertThat(verdict.errors()).extracting(Verdict.BadRecord::line).containsExactly(3L, 4L);
  }

  @Test
  void lists_a_hundred_errors_at_most() {
    Verdict verdict = intake.check(BatchFormat.JSONL, bytes("x\n".repeat(2_500)));

    assertThat(verdict.rejected()).isEqualTo(2_500);
    assertThat(verdict.errors()).hasSize(100);
  }

  @Test
  void does_not_count_a_header_as_a_record() {
    Verdict verdict = intake.check(BatchFormat.CSV, bytes("timestamp,value\n1,2\n3,4\n"));

    assertThat(verdict.accepted()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[{\"a\":1},{\"a\":2}]          | {\"a\":1}/{\"a\":2}/",
        "{\"a\":\"[,]}\\\"\"}           | {\"a\":\"[,]}\\\"\"}/",
        "[ {\"a\":{\"b\":[1,2]}} , 3 ]  | {\"a\":{\"b\":[1,2]}} /3 /",
        "[]                             | /"
      })
  void an_array_becomes_lines(String array, String lines) {
    assertThat(new String(JsonArray.lines(bytes(array)).orElseThrow(), StandardCharsets.UTF_8))
        .satisfies(text ->
            assertThat(text.strip().concat("\n").replaceAll(" *\n *", "/"))
                .isEqualTo(lines.strip().replaceAll(" */ *", "/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "[{}", "[{}] x", "{}{}", "nonsense", "{\"a\":\"", "\"a\""})
  void refuses_text_that_is_not_an_array_or_does_not_end(String text) {
    assertThat(JsonArray.lines(bytes(text))).isEmpty();
  }

  @Test
  void an_array_over_several_lines_keeps_each_object_on_one() {
    byte[] lines =
        JsonArray.lines(bytes("[\n  {\n    \"a\": 1\n  },\r\n  {\"a\": 2}\n]\n")).orElseThrow();

    assertThat(new String(lines, StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.strip().startsWith("{") && line.strip().endsWith("}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
