package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Batch;
import dev.weir.engine.DeadLetter;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterSinkTest {

  @TempDir Path directory;

  @Test
  void each_dead_letter_is_a_line_that_says_what_where_and_why() throws Exception {
    write(1_000_000, 2);

    assertThat(lines("dead.jsonl"))
        .containsExactly(
            "{\"pipeline\":\"p\",\"position\":\"0\",\"reason\":\"malformed\","
                + "\"detail\":\"a:0: bad\",\"head\":\"\\u0000\\\"x\"}",
            "{\"pipeline\":\"p\",\"position\":\"1\",\"reason\":\"malformed\","
                + "\"detail\":\"a:1: bad\",\"head\":\"\\u0000\\\"x\"}");
  }

  @Test
  void on_the_disk_there_is_never_much_more_than_twice_the_largest_size() throws Exception {
    write(10_000, 5_000);

    assertThat(Files.size(directory.resolve("dead.jsonl"))).isLessThan(20_000);
    assertThat(Files.size(directory.resolve("dead.jsonl.1"))).isLessThan(20_000);
    assertThat(lines("dead.jsonl").getLast()).contains("\"position\":\"4999\"");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  private void write(long largest, int letters) throws Exception {
    Sink sink = new DeadLetterSink(directory.resolve("dead.jsonl"), largest);
    try (Sink.Writer writer = sink.open("p")) {
      for (int i = 0; i < letters; i++) {
        Batch batch = new Batch(1, 1);
        batch.clear(new Batch.Stream("p", 0, PositionFormat.NUMBER));
        batch.reject(
            new DeadLetter(DeadLetter.Reason.MALFORMED, "a:" + i + ": bad", "\0\"x"), 0, i);
        writer.write(batch);
      }
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }
}
