package dev.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.settings.WeirSettings.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {

  @Test
  void people_get_a_line_with_time_level_and_logger() {
    List<String> lines = logged(LogFormat.HUMAN, false, "all is well");

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).matches("[0-9:.]{12} INFO  weir\\.test +all is well");
  }

  @Test
  void what_would_move_the_cursor_or_fake_a_line_is_replaced() {
    List<String> lines = logged(LogFormat.HUMAN, false, "a\u001b[31mb\nc\rd\u202ee");

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).endsWith("a?[31mb?c?d?e");
  }

  @Test
  void programs_get_an_object_a_line() throws Exception {
    List<String> lines = logged(LogFormat.JSON, true, "a \"quoted\"\nword");

    assertThat(lines).hasSize(1);
    JsonNode line = JsonMapper.builder().build().readTree(lines.getFirst());
    assertThat(line.get("level").asText()).isEqualTo("info");
    assertThat(line.get("logger").asText()).isEqualTo("weir.test");
    assertThat(line.get("msg").asText()).isEqualTo("a \"quoted\"\nword");
    assertThat(line.get("ts").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void facts_are_fields_of_their_own() throws Exception {
    List<String> json = logged(LogFormat.JSON, true, LogSetupTest::logFacts);
    List<String> logfmt = logged(LogFormat.LOGFMT, true, LogSetupTest::logFacts);
    List<String> human = logged(LogFormat.HUMAN, true, LogSetupTest::logFacts);

    JsonNode line = JsonMapper.builder().build().readTree(json.getFirst());
    assertThat(line.get("series").asText()).isEqualTo("a\u001b[2J=\u202e\"b\"");
    assertThat(line.get("score").asDouble()).isEqualTo(0.75);
    assertThat(line.get("msg").asText()).as("no fact takes its place").isEqualTo("it is odd");
    assertThat(line.get("error").asText())
        .startsWith("java.lang.IllegalStateException: why\n\tat ");
    assertThat(json).hasSize(1).allMatch(text -> text.matches("[ -~]+"));
    assertThat(logfmt).hasSize(1).allMatch(text -> text.matches("[ -~]+"));
    assertThat(logfmt.getFirst())
        .matches("ts=\\S+Z level=warn logger=weir\\.test msg=\"it is odd\" .*")
        .contains(" series=\"a\\u001B[2J=\\u202e\\\"b\\\"\" score=0.75 error=\"java.lang.Ill");
    assertThat(human).singleElement().asString().endsWith("it is odd");
  }

  private static void logFacts() {
    LoggerFactory.getLogger("weir.test")
        .atWarn()
        .addKeyValue("series", "a\u001b[2J=\u202e\"b\"")
        .addKeyValue("score", 0.75)
        .addKeyValue("msg", "another")
        .setCause(new IllegalStateException("why"))
        .log("it is odd");
  }

  @Test
  void by_itself_it_looks_whether_a_person_is_there() {
    assertThat(logged(LogFormat.AUTO, true, "x").getFirst()).doesNotStartWith("{");
    assertThat(logged(LogFormat.AUTO, false, "x").getFirst()).startsWith("{");
  }

  @Test
  void libraries_only_warn() {
    List<String> lines =
        logged(
            LogFormat.HUMAN,
            false,
            () -> {
              LoggerFactory.getLogger("org.library").info("chatter");
              LoggerFactory.getLogger("org.library").warn("trouble");
            });

    assertThat(lines).singleElement().asString().contains("WARN", "trouble");
  }

  private static List<String> logged(LogFormat format, boolean terminal, String message) {
    return logged(format, terminal, () -> LoggerFactory.getLogger("weir.test").info(message));
  }

  private static List<String> logged(LogFormat format, boolean terminal, Runnable what) {
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      LogSetup.start(format, terminal);
      what.run();
      LogSetup.stop();
      return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    } finally {
      System.setErr(err);
    }
  }
}
