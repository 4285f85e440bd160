package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.document.DocumentLines;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.engine.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts of any kind are decided about or refused: nothing is thrown, and 1 MiB of the worst takes
 * seconds. The seeds are fixed.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InferenceFuzzTest {

  private static final int MUTATIONS = 150;
  private static final int PART = 64 << 10;

  private static final List<String> PIECES =
      List.of(
          ",",
          ";",
          "\t",
          "|",
          "\"",
          "'",
          "\n",
          "\r\n",
          "\r",
          " ",
          "",
          "0",
          "1",
          "-1",
          "1e309",
          "NaN",
          "1,5",
          "1.234,56",
          "1'000",
          "-999",
          "9223372036854775808",
          "1772323200",
          "1772323200000",
          "2026-03-01",
          "2026-03-01T00:00:00Z",
          "01.03.2026 24:00",
          "29.02.2026",
          "31/31/2026",
          "12:61",
          "a",
          "time",
          "timestamp",
          "t",
          "value",
          "series",
          "label",
          "#",
          "%",
          "//",
          "sep=",
          "{",
          "}",
          "[",
          "]",
          ":",
          "{\"t\":1}",
          "null",
          "\u0000",
          "\uFEFF",
          "\uD83D\uDE00",
          "é",
          "\"a\nb\"",
          "a=\"",
          "\\",
          "e",
          "+",
          "T",
          "Z",
          "°C",
          "[kW]",
          "€",
          "50%");

  static List<String> worst() {
    List<String> texts = new ArrayList<>();
    for (String piece : PIECES) {
      if (!piece.isEmpty()) {
        int length = piece.getBytes(StandardCharsets.UTF_8).length;
        texts.add(piece.repeat(PART / length));
      }
    }
    texts.add(",".repeat(Inference.BYTES));
    texts.add("1\n".repeat(Inference.BYTES / 2));
    texts.add("a,".repeat(100_000) + "\n" + "1,".repeat(100_000) + "\n");
    texts.add("a,".repeat(2_000) + "\n" + ("1,".repeat(2_000) + "\n").repeat(50));
    texts.add("time," + "v,".repeat(1_000) + "\n" + ("1," + "2,".repeat(1_000) + "\n").repeat(400));
    texts.add(("\"" + "x".repeat(500) + "\n").repeat(1_000));
    texts.add("{\"a\":".repeat(100_000));
    texts.add("[".repeat(100_000));
    texts.add("{" + "\"a\":{".repeat(50_000) + "}".repeat(50_001));
    texts.add("{\"t\":1" + ",\"abc\":2".repeat(90_000) + "}\n");
    texts.add(("1".repeat(1_000) + "," + "9".repeat(1_000) + "\n").repeat(400));
    texts.add(("2026-03-01 ".repeat(80) + "\n").repeat(1_000));
    return texts;
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("worst")
  void the_worst_is_decided_or_refused_in_time(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    decide(Arrays.copyOf(bytes, Math.min(bytes.length, Inference.BYTES)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void pieces_in_any_order_are_decided_or_refused(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      List<String> few = new ArrayList<>();
      for (int j = random.nextInt(1, 9); j > 0; j--) {
        few.add(PIECES.get(random.nextInt(PIECES.size())));
      }
      few.add("\n");
      for (int j = random.nextInt(80); j > 0; j--) {
        text.append(few.get(random.nextInt(few.size())));
      }
      decide(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void bytes_in_any_order_are_decided_or_refused(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      decide(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.weir.connectors.inference.ShapesTest#files")
  void files_of_tools_with_mistakes_are_decided_or_refused(String expected) throws IOException {
    String name = expected.substring(0, expected.indexOf('\t'));
    byte[] text = bytes("shapes/" + name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < MUTATIONS / 30; i++) {
      decide(mutated(text, random));
    }
  }

  @Test
  void documents_with_mistakes_end_or_are_damaged() throws IOException {
    String document =
        """
        {"status":"success","data":{"resultType":"matrix","result":[
         {"metric":{"__name__":"up"},"values":[[1772323200,"1"],[1772323215.5,"NaN"]]}]}}
        """;
    SplittableRandom random = new SplittableRandom(21);
    int damaged = 0;
    for (int i = 0; i < 10 * MUTATIONS; i++) {
      byte[] bytes = mutated(document.getBytes(StandardCharsets.UTF_8), random);
      Optional<DocumentLines> lines = DocumentLines.of(bytes, new ByteArrayInputStream(bytes));
      if (lines.isPresent()) {
        try {
          decide(lines.get().readAllBytes());
        } catch (ZipException e) {
          damaged++;
        }
      }
    }
    assertThat(damaged).isPositive();
  }

  private static byte[] mutated(byte[] text, SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int changes = random.nextInt(1, 6);
    int from = 0;
    for (int i = 0; i < changes && from < text.length; i++) {
      int at = random.nextInt(from, text.length);
      out.write(text, from, at - from);
      switch (random.nextInt(4)) {
        case 0 ->
            out.writeBytes(
                PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
        case 1 -> out.write(random.nextInt(256));
        case 2 -> out.write(text, 0, random.nextInt(Math.min(text.length, 200)));
        default -> {
          // Left out.
        }
      }
      from = Math.min(text.length, at + random.nextInt(4));
    }
    out.write(text, from, random.nextInt(text.length - from + 1));
    return out.toByteArray();
  }

  /** Decides twice, and reads by the decision. */
  private static void decide(byte[] bytes) throws IOException {
    boolean small = bytes.length < 10_000;
    for (boolean whole : small ? new boolean[] {true, false} : new boolean[] {true}) {
      Setup setup = Setup.open("s");
      Reading reading = Inference.of(bytes, whole, setup);
      Shape shape = Shape.of(bytes, whole, setup);
      if (small) {
        assertThat(Inference.of(bytes, whole, setup)).isEqualTo(reading);
        assertThat(Shape.of(bytes, whole, setup)).isEqualTo(shape);
      }
      if (reading instanceof Reading.Decided decided) {
        RecordReader reader =
            new RecordReader(
                new ByteArrayInputStream(bytes),
                decided.settings(),
                Rows.table(),
                new RecordLocation("s", 0));
        Batch batch = new Batch(1_000, 4);
        batch.clear(new Batch.Stream("s", 0, (high, low) -> "" + low));
        reader.read(batch, 1_000, true);
      }
    }
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = InferenceFuzzTest.class.getResourceAsStream(resource)) {
      return java.util.Objects.requireNonNull(in, resource).readAllBytes();
    }
  }
}
