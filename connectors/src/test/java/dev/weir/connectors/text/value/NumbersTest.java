package dev.weir.connectors.text.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  private final Numbers numbers = new Numbers();

  @Test
  void every_double_reads_back_to_the_same_bits() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        same(Double.toString(value), value);
      }
      double small = random.nextInt(2_000_000) / 1000.0 - 1000;
      same(Double.toString(small), small);
      same("%.2f".formatted(small), Double.parseDouble("%.2f".formatted(small)));
    }
  }

  @Test
  void numbers_of_more_digits_than_a_double_has_are_rounded_correctly() {
    Random random = new Random(2);
    for (int i = 0; i < 200_000; i++) {
      String digits = Long.toString(random.nextLong(1L << 53, 1_000_000_000_000_000_000L));
      String padded = "0".repeat(random.nextInt(6)) + digits;
      int point = random.nextInt(padded.length());
      String text = padded.substring(0, point) + "." + padded.substring(point);
      same(text, Double.parseDouble(text));
      // Exactly between two doubles, and as near to that as 18 digits come.
      long half = 2 * random.nextLong(1L << 52, 1L << 53) + 1;
      for (long near = 10 * half - 1; near <= 10 * half + 1; near++) {
        String close = near / 10 + "." + near % 10;
        same(close, Double.parseDouble(close));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "1",
        "-1",
        "+1",
        "007",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1e+3",
        "4.9e-324",
        "4.9e-325",
        "1.7976931348623157e308",
        "9007199254740993",
        "123456789012345678901234567890",
        "0.1",
        "0.3",
        "2.2250738585072014E-308",
        "0.000000000000000000000000000000000001"
      })
  void plain_numbers_are_read_as_java_reads_them(String text) {
    same(text, Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "+",
        ".",
        "e",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "--1",
        "1-",
        "NaN",
        "nan",
        "Infinity",
        "0x10",
        "1_000",
        "1,5",
        "1d",
        "1f",
        "1L",
        "１２",
        "abc",
        "1 2",
        "1e5x",
        "null",
        "true",
        "-.e1"
      })
  void does_not_read_anything_else_as_a_number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(numbers.parse(bytes, 0, bytes.length)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e1000000000", "1e99999999999999999999"})
  void what_is_too_large_is_infinite(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(numbers.parse(bytes, 0, bytes.length)).isInfinite();
  }

  @Test
  void a_number_of_a_thousand_digits_is_none() {
    byte[] bytes = "1".repeat(1_001).getBytes(StandardCharsets.UTF_8);

    assertThat(numbers.parse(bytes, 0, bytes.length)).isNaN();
  }

  private void same(String text, double expected) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    double read = numbers.parse(bytes, 1, bytes.length - 1);

    assertThat(Double.doubleToRawLongBits(read))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(expected));
  }
}
