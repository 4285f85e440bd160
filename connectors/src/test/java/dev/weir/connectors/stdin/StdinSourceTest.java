package dev.weir.connectors.stdin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.SourceContract;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StdinSourceTest extends SourceContract {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Override
  protected Source source() throws IOException {
    StringBuilder text = new StringBuilder("t,v\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(i).append('\n');
    }
    return source(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void waits_for_what_is_to_come_and_ends_with_the_stream() throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    Source source = source(new PipedInputStream(out));
    try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
      assertThat(poll(reader, Duration.ofMillis(1)).size()).isZero();
      out.write("t,v\n1,10\n2,2".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(Rows.of(poll(reader, LONG))).containsExactly("2 in 1 [10.0] NONE");
      out.write("0".getBytes(StandardCharsets.UTF_8));
      out.close();
      Batch rest = poll(reader, LONG);
      while (rest.size() == 0) {
        rest = poll(reader, LONG);
      }
      assertThat(Rows.of(rest)).containsExactly("3 in 2 [20.0] NONE");
    }
  }

  @Test
  void cannot_be_read_again() throws IOException {
    Source source = source();

    assertThat(source.rewindable()).isFalse();
    assertThatThrownBy(() -> source.open(Optional.of(new Position("17")), Rows.table()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 17");
  }

  private static Batch poll(Source.Reader reader, Duration patience) throws Exception {
    Batch batch = new Batch(10, 1);
    batch.clear(new Batch.Stream("test", 0, reader.positions()));
    reader.poll(batch, 10, patience);
    return batch;
  }

  private static Source source(InputStream in) {
    return new StdinSource(
        "in",
        new TextSettings(
            LineFormat.CSV, ',', TextSettings.LONGEST_LINE, RecordSettings.usual("in")),
        in);
  }
}
