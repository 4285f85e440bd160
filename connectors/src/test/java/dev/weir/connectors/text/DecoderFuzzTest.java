package dev.weir.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.connectors.Rows;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.series.DeadLetter;
import dev.weir.series.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whatever the bytes are, they become records or dead letters, nothing is thrown, and the record
 * behind them is read. In the build with the inputs that are kept; see CONTRIBUTING.md for more.
 */
class DecoderFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void lines_of_json(byte[] bytes) throws IOException {
    Batch batch = read(LineFormat.JSONL, "{\"t\":1,\"v\":1}\n", bytes, "\n{\"t\":2,\"v\":2}\n");

    lastIs(batch, 2);
  }

  @FuzzTest(maxDuration = "10m")
  void lines_of_csv(byte[] bytes) throws IOException {
    Batch batch = read(LineFormat.CSV, "t,series,v,label\n", bytes, "\n7,good,2,0\n");

    lastIs(batch, 2);
  }

  @FuzzTest(maxDuration = "10m")
  void fields_of_entries(byte[] bytes) {
    Batch batch = batch();
    FieldsDecoder decoder =
        new FieldsDecoder(RecordSettings.usual("test"), Rows.table(), Optional.empty());
    decoder.decode(cut(bytes), new RecordLocation("test", 0), batch);
    decoder.decode(
        List.of(utf8("series"), utf8("good"), utf8("v"), utf8("2")),
        new RecordLocation("test", 0),
        batch);

    assertThat(batch.size()).isEqualTo(2);
    sound(batch);
  }

  private static void lastIs(Batch batch, double value) {
    sound(batch);
    int last = batch.size() - 1;
    assertThat(batch.isSettled(last)).isFalse();
    assertThat(batch.rows().point(last)[0]).isEqualTo(value);
  }

  /** Values are finite or missing; what is refused says why. */
  private static void sound(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.isSettled(row) && batch.status(row) == Status.DEAD_LETTERED) {
        assertThat(batch.deadLetter(row).detail()).isNotEmpty();
        assertThat(batch.deadLetter(row).head()).hasSizeLessThanOrEqualTo(DeadLetter.HEAD);
      } else {
        for (double value : batch.rows().point(row)) {
          assertThat(Double.isInfinite(value)).isFalse();
        }
        assertThat(batch.series(row).key()).isNotEmpty().doesNotContain("\n", "\u0000", "\uFFFD");
      }
    }
  }

  private static Batch read(LineFormat format, String before, byte[] bytes, String behind)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(utf8(before));
    for (byte b : bytes) {
      // What may be in a key and is no fault.
      text.write(b);
    }
    text.writeBytes(utf8(behind));
    Batch batch = batch();
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(text.toByteArray()),
            new TextSettings(format, ',', 10_000, RecordSettings.usual("test")),
            Rows.table(),
            new RecordLocation("test", 0));
    assertThat(reader.read(batch, batch.capacity(), true)).isEqualTo(RecordReader.Reached.END);
    return batch;
  }

  private static Batch batch() {
    Batch batch = new Batch(100_000, 1);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    return batch;
  }

  /** Names and values between zeros. */
  private static List<byte[]> cut(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (b == 0) {
        parts.add(part.toByteArray());
        part.reset();
      } else {
        part.write(b);
      }
    }
    parts.add(part.toByteArray());
    return parts;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
