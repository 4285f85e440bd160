package dev.weir.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.detectors.SplitMix64;
import dev.weir.engine.Batch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read in short is what the parser reads; what is not, the parser is left to say. */
class FlatJsonTest {

  private static final RecordSettings USUAL = RecordSettings.usual("test");
  private static final RecordSettings NAMED =
      new RecordSettings("timestamp", "series", "label", List.of("x", "y"), "test");

  private static final String[] VALUES = {
    "1",
    "0",
    "-1.5",
    "1e3",
    "1E-3",
    "1.25e+2",
    "0.1",
    "-0",
    "-0.0",
    "0.0",
    "01",
    "-01",
    "1.",
    ".5",
    "+1",
    "1e",
    "1e400",
    "1e-400",
    "12345678901234567890",
    "0.12345678901234567",
    "- 1",
    "--1",
    "9".repeat(70),
    "1".repeat(64),
    "4.9e-324",
    "1.7976931348623157e308",
    "true",
    "false",
    "null",
    "nul",
    "tru",
    "\"\"",
    "\"a\"",
    "\"1\"",
    "\"0\"",
    "\" \"",
    "\"true\"",
    "\"2023-11-14\"",
    "\"2023-11-14T22:13:20Z\"",
    "\"ä\"",
    "\"\\u0041\"",
    "\"a\\\"b\"",
    "\"a\tb\"",
    "\"x",
    "[1]",
    "{}",
    "{\"a\":1}",
    "NaN",
    "Infinity",
    "",
    "1700000000",
    "1700000000000",
    "1e99",
    "\"" + "k".repeat(1100) + "\""
  };

  private static final String[] NAMES = {
    "x", "y", "timestamp", "t", "series", "label", "note", "ä", "a\\\"b"
  };

  static List<RecordSettings> settings() {
    return List.of(USUAL, NAMED);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void every_object_is_read_as_if_it_were_the_first(RecordSettings settings) {
    SplitMix64 random = new SplitMix64(11);
    int read = 0;
    for (int round = 0; round < 3_000; round++) {
      List<String> names = names(random);
      String example = object(random, names, true);
      List<String> objects = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        objects.add(object(random, names, random.nextInt(3) > 0));
      }
      objects.addFirst(example);
      List<String> inShort = rows(objects, settings, new FlatJson());
      assertThat(inShort).as("%s", objects).isEqualTo(rows(objects, settings, new FlatJson(0)));
      read += (int) inShort.stream().filter(row -> row.contains("] ")).count();
    }
    assertThat(read).as("objects that are records").isGreaterThan(5_000);
  }

  /** What becomes of objects, without their places. */
  private static List<String> rows(List<String> objects, RecordSettings settings, FlatJson flat) {
    Batch batch = new Batch(20, 1);
    JsonDecoder decoder = new JsonDecoder(settings, Rows.table(), Optional.empty(), flat);
    RecordLocation place = new RecordLocation("test", (high, low) -> "here").at(7, 9, 5_000_000L);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "here"));
    for (String object : objects) {
      byte[] bytes = ("xx" + object + "xx").getBytes(StandardCharsets.UTF_8);
      decoder.decode(bytes, 2, bytes.length - 2, place, batch);
    }
    return Rows.of(batch);
  }

  private static List<String> names(SplitMix64 random) {
    List<String> names = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = NAMES[random.nextInt(NAMES.length)];
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static String object(SplitMix64 random, List<String> names, boolean good) {
    StringBuilder text = new StringBuilder(blanks(random)).append('{');
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ",").append(blanks(random));
      text.append('"').append(names.get(i)).append('"').append(blanks(random)).append(':');
      text.append(blanks(random)).append(good ? good(random, names.get(i)) : any(random));
    }
    text.append(blanks(random)).append('}').append(blanks(random));
    if (!good && random.nextInt(6) == 0) {
      text.append(random.nextInt(2) == 0 ? "{}" : "x");
    }
    return text.toString();
  }

  private static String good(SplitMix64 random, String name) {
    return switch (name) {
      case "timestamp" -> random.nextInt(2) == 0 ? "1700000000" : "\"2023-11-14T22:13:20Z\"";
      case "t" -> "" + random.nextInt(1_000);
      case "series" -> "\"s" + random.nextInt(3) + "\"";
      case "label" -> random.nextInt(2) == 0 ? "true" : "0";
      case "note" -> "\"note\"";
      default -> "" + (random.nextInt(2_000_000) - 1_000_000) / 1_000.0;
    };
  }

  private static String any(SplitMix64 random) {
    return VALUES[random.nextInt(VALUES.length)];
  }

  private static String blanks(SplitMix64 random) {
    return switch (random.nextInt(8)) {
      case 0 -> " ";
      case 1 -> "\t \r\n";
      default -> "";
    };
  }
}
