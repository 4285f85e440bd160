package dev.weir.connectors.text.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          1,5      ; 1.5
          1,5e3    ; 1500
          1e3      ; 1000
          2E-1     ; 0.2
          1e       ; NaN
          1.234,5  ; 1234.5
          12 %     ; 12
          $7       ; 7
          """)
  void numbers_with_a_decimal_comma_are_read(String text, double number) {
    assertThat(read(",", text)).isEqualTo(Double.valueOf(number));
  }

  @ParameterizedTest
  @CsvSource({"1e,NaN", "1E,NaN", "1e+,NaN", "1.5e2,150", "1e3,1000", "3%,3"})
  void an_exponent_is_never_taken_for_a_decimal_sign(String text, double number) {
    assertThat(read("", text)).isEqualTo(Double.valueOf(number));
    assertThat(read(".", text)).isEqualTo(Double.valueOf(number));
  }

  private static Double read(String decimal, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new NumberText(decimal).parse(bytes, 0, bytes.length);
  }
}
