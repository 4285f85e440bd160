package dev.weir.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EightTest {

  private final Random random = new Random(5);

  @Test
  void digits_are_told_from_every_other_byte_wherever_it_stands() {
    for (int place = 0; place < Eight.BYTES; place++) {
      for (int value = 0; value < 256; value++) {
        byte[] text = "90817263".getBytes(StandardCharsets.US_ASCII);
        text[place] = (byte) value;

        assertThat(Eight.areDigits(Eight.at(text, 0))).isEqualTo(value >= '0' && value <= '9');
      }
    }
  }

  @Test
  void eight_digits_are_the_number_they_say() {
    for (int i = 0; i < 10_000; i++) {
      int number = random.nextInt(100_000_000);
      byte[] text = "x%08d".formatted(number).getBytes(StandardCharsets.US_ASCII);

      assertThat(Eight.number(Eight.at(text, 1))).isEqualTo(number);
    }
  }

  @Test
  void plain_text_is_told_from_all_that_needs_care_wherever_it_stands() {
    for (int place = 0; place < Eight.BYTES; place++) {
      for (int value = 0; value < 256; value++) {
        byte[] text = "a ~!#[]}".getBytes(StandardCharsets.US_ASCII);
        text[place] = (byte) value;

        boolean plain = value >= ' ' && value < 128 && value != '"' && value != '\\';
        assertThat(Eight.arePlain(Eight.at(text, 0))).as("byte %d", value).isEqualTo(plain);
      }
    }
  }
}
