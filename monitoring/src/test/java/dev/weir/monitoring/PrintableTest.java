package dev.weir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void each_control_mark_of_direction_and_invisible_character_is_hidden() {
    int[][] ranges = {
      {0x00, 0x1F},
      {0x7F, 0x9F},
      {0xAD, 0xAD},
      {0x61C, 0x61C},
      {0x180E, 0x180E},
      {0x200B, 0x200F},
      {0x2028, 0x202E},
      {0x2060, 0x206F},
      {0xFEFF, 0xFEFF},
      {0xFFF9, 0xFFFB},
      {0x1D173, 0x1D17A},
      {0xE0000, 0xE007F},
      {0xD800, 0xDFFF}
    };
    for (int[] range : ranges) {
      for (int c = range[0]; c <= range[1]; c++) {
        assertThat(Printable.isHidden(c)).as("U+%04X", c).isTrue();
      }
    }
  }

  @Test
  void text_of_any_language_is_shown() {
    String text = "azAZ09 ~ é ß Ω ж ع ה न 温度 か 🌡 ❤\uFE0F \u00A0 € − °";

    assertThat(Printable.of(text)).isEqualTo(text);
    assertThat(Printable.escaped(text)).isEqualTo(text);
    assertThat(Printable.json(text)).isEqualTo(text);
  }

  @Test
  void hidden_characters_are_replaced_or_escaped() {
    String text = "a\u001Bb\u009Bc\u202Ed\uD800e\uDB40\uDC41f";

    assertThat(Printable.of(text)).isEqualTo("a?b?c?d?e?f");
    assertThat(Printable.escaped(text))
        .isEqualTo("a\\u{1b}b\\u{9b}c\\u{202e}d\\u{d800}e\\u{e0041}f");
    assertThat(Printable.json("{\"a\":\"\u009B\u202E\uDB40\uDC41é\"}\n"))
        .isEqualTo("{\"a\":\"\\u009b\\u202e\\udb40\\udc41é\"}\n");
  }

  @Test
  void long_text_is_cut_between_characters() {
    assertThat(Printable.quote("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
    assertThat(Printable.quote("🌡".repeat(41))).isEqualTo("'" + "🌡".repeat(40) + "…'");
  }
}
