package dev.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void what_can_be_seen_stays_and_what_cannot_is_written_out() {
    assertThat(LogText.escaped("pump-1 Größe 温度")).isEqualTo("pump-1 Größe 温度");
    assertThat(LogText.escaped("a\nb\u001b[2J\u0085\u200e\u202e\u061c"))
        .isEqualTo("a\\u000ab\\u001b[2J\\u0085\\u200e\\u202e\\u061c");
  }

  @Test
  void a_long_text_is_cut() {
    assertThat(LogText.escaped("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
    assertThat(LogText.escaped("x".repeat(200))).isEqualTo("x".repeat(200));
  }
}
