package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private final Repeats repeats = new Repeats();

  @Test
  void what_repeats_is_said_ever_more_seldom_and_counted() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (repeats.add("the disk is full")) {
        said.add(repeats.text());
      }
    }

    assertThat(said)
        .containsExactly(
            "",
            ", the 2. time in a row",
            ", the 4. time in a row",
            ", the 8. time in a row",
            ", the 16. time in a row");
  }

  @Test
  void something_else_is_said_at_once() {
    repeats.add("a");
    repeats.add("a");
    assertThat(repeats.add("a")).isFalse();

    assertThat(repeats.add("b")).isTrue();
    assertThat(repeats.text()).isEmpty();
  }
}
