package dev.weir.app.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

  @Test
  void a_bar_fills_and_is_left_at_the_end() {
    Progress progress = new Progress(out, true, 2000);

    progress.at(1000);
    progress.at(2000);
    progress.end();

    assertThat(text())
        .isEqualTo(
            "\r[###############...............]  50 %  1,000 of 2,000"
                + "\r[##############################] 100 %  2,000 of 2,000"
                + System.lineSeparator());
  }

  @Test
  void what_moves_less_than_a_percent_is_not_drawn_again() {
    Progress progress = new Progress(out, true, 1000);

    progress.at(0);
    int drawn = text().length();
    progress.at(9);

    assertThat(text()).hasSize(drawn);
  }

  @Test
  void nothing_is_drawn_where_nobody_looks_or_there_is_no_end() {
    for (Progress progress :
        new Progress[] {new Progress(out, false, 9), new Progress(out, true, 0)}) {
      progress.at(5);
      progress.end();
    }

    assertThat(text()).isEmpty();
  }

  private String text() {
    return text.toString(StandardCharsets.UTF_8);
  }
}
