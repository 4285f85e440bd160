package dev.weir.connectors.text.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.engine.Batch;
import dev.weir.series.EventTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CSV whose columns the settings name, so that it has no header. */
class NamedColumnsTest {

  @Test
  void the_times_of_the_first_batch_are_of_the_kind_of_all_others() throws Exception {
    assertThat(kinds(List.of("v"), "1.5\n2.5\n3.5\n"))
        .containsExactly(EventTime.NUMBER, EventTime.NUMBER, EventTime.NUMBER);
    assertThat(kinds(List.of("timestamp", "v"), "2026-01-01T00:00:00Z,1\n2026-01-02T00:00:00Z,2\n"))
        .containsExactly(EventTime.INSTANT, EventTime.INSTANT);
  }

  /** The kind of time of each batch of one record. */
  private static List<EventTime> kinds(List<String> columns, String text) throws Exception {
    RecordSettings usual = RecordSettings.usual("s");
    RecordSettings record =
        new RecordSettings(
            usual.time(), usual.series(), "", List.of("v"), columns, NumberSettings.USUAL, "s");
    TextSettings settings = new TextSettings(LineFormat.CSV, ',', 1_000, record);
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            settings,
            Rows.table(),
            new RecordLocation("file", 0));
    Batch batch = new Batch(1, 1);
    return text.lines()
        .map(_ -> {
          batch.clear(new Batch.Stream("file", 0, (high, low) -> "" + low));
          batch.timeKind(EventTime.INSTANT);
          readOne(reader, batch);
          return batch.timeKind();
        })
        .toList();
  }

  private static void readOne(RecordReader reader, Batch batch) {
    try {
      reader.read(batch, 1, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(batch.size()).isEqualTo(1);
  }
}
