package dev.weir.connectors.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.SinkContract;
import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StdoutSinkTest extends SinkContract {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void a_reader_that_went_away_does_not_come_back() throws Exception {
    try (Sink.Writer writer =
        new StdoutSink(failing("Broken pipe"), Only.ALL, DetectionJson.Fields.VERDICT)
            .open("test")) {
      assertThatThrownBy(() -> forEachBatch(100, writer::write))
          .isInstanceOf(Sink.ReaderGoneException.class)
          .hasMessageContaining("standard output cannot be written (Broken pipe)");
    }
  }

  @Test
  void any_other_failure_may_pass_and_is_told_with_a_remedy() throws Exception {
    try (Sink.Writer writer =
        new StdoutSink(failing("disk is full"), Only.ALL, DetectionJson.Fields.VERDICT)
            .open("test")) {
      assertThatThrownBy(() -> forEachBatch(100, writer::write))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(Sink.ReaderGoneException.class)
          .hasMessageContaining("standard output cannot be written (disk is full)")
          .hasMessageContaining("use a sink of type file");
    }
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Override
  protected Sink sink() {
    return new StdoutSink(out, Only.ALL, DetectionJson.Fields.VERDICT);
  }

  @Override
  protected List<String> written() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  protected boolean speaksOf(String line, String position) {
    return line.contains("\"position\":\"" + position + "\"");
  }

  @Override
  protected List<String> expected() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      all.add("" + i);
    }
    return all;
  }
}
