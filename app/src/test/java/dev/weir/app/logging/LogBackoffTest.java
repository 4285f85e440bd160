package dev.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogBackoffTest {

  private final LogBackoff logBackoff = new LogBackoff();

  @Test
  void what_repeats_is_said_ever_more_seldom_and_counted() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (logBackoff.add("the disk is full")) {
        said.add(logBackoff.text());
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
    logBackoff.add("a");
    logBackoff.add("a");
    assertThat(logBackoff.add("a")).isFalse();

    assertThat(logBackoff.add("b")).isTrue();
    assertThat(logBackoff.text()).isEmpty();
  }
}
