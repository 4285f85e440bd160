package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files in the forms that tools and people write are read as a person would read them, or refused
 * with the setting that decides. The values are made up.
 *
 * <p>{@code readings.txt} has a line for each file: its name, how it is read, how many records and
 * dead letters it has, and its first record.
 */
class ShapesTest {

  private static final int ALL = 10_000;

  static List<String> files() throws IOException {
    return lines("readings.txt").stream().filter(line -> !line.isBlank()).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_is_read_as_a_person_would_read_it(String expected) throws IOException {
    String name = expected.substring(0, expected.indexOf('\t'));

    assertThat(line(name)).isEqualTo(expected);
  }

  @Test
  void there_are_enough_of_them() throws IOException {
    List<String> files = files();
    long refused = files.stream().filter(line -> line.contains("\tambiguous, ")).count();

    assertThat(files).hasSizeGreaterThanOrEqualTo(60);
    assertThat(refused).isBetween(4L, 10L);
  }

  static String line(String name) throws IOException {
    byte[] bytes = bytes("shapes/" + name);
    return name
        + "\t"
        + switch (Inference.of(bytes, true, Setup.open("file"))) {
          case Reading.Decided decided ->
              decided.statement() + "\t" + decoded(bytes, decided.settings());
          case Reading.Ambiguous(String setting, String question) ->
              "ambiguous, %s: %s".formatted(setting, question);
          case Reading.Unreadable(String reason) -> "unreadable: " + reason;
        };
  }

  private static String decoded(byte[] bytes, TextSettings settings) throws IOException {
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(bytes), settings, Rows.table(), new RecordLocation("file", 0));
    Batch batch = new Batch(ALL, 16);
    batch.clear(new Batch.Stream("file", 0, (high, low) -> "" + low));
    reader.read(batch, ALL, true);
    List<String> rows = Rows.of(batch);
    long bad = rows.stream().filter(row -> row.contains(" file:")).count();
    return "%d records, %d dead letters\t%s".formatted(rows.size() - bad, bad, rows.getFirst());
  }

  private static List<String> lines(String resource) throws IOException {
    return new String(bytes(resource), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = ShapesTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no " + resource);
      }
      return in.readAllBytes();
    }
  }
}
