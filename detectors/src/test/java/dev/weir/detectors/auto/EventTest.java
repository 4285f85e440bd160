package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTest {

  private final Event event = new Event();

  @Test
  void the_first_flagged_records_are_learnt_the_next_are_not() {
    assertThat(learnt(Event.COUNTED, true)).isEqualTo(Event.COUNTED);
    assertThat(learnt(Event.NEW_NORMAL - Event.COUNTED - 1, true)).isZero();
  }

  @Test
  void what_outlasts_the_longest_window_is_the_new_normal() {
    learnt(Event.NEW_NORMAL - 1, true);

    assertThat(learnt(500, true)).isEqualTo(500);
  }

  @Test
  void what_is_not_flagged_is_always_learnt_and_ends_the_event() {
    learnt(100, true);

    assertThat(learnt(Event.QUIET - 1, false)).isEqualTo(Event.QUIET - 1);
    assertThat(learnt(1, true)).isZero();
    assertThat(learnt(Event.QUIET, false)).isEqualTo(Event.QUIET);
    assertThat(learnt(100, true)).isEqualTo(Event.COUNTED);
  }

  @Test
  void a_new_normal_that_ends_is_an_event_again_when_it_returns() {
    learnt(Event.NEW_NORMAL, true);
    learnt(Event.QUIET, false);

    assertThat(learnt(100, true)).isEqualTo(Event.COUNTED);
  }

  /** How many of so many records are learnt. */
  private int learnt(int records, boolean isFlagged) {
    int learnt = 0;
    for (int i = 0; i < records; i++) {
      learnt += event.takes(isFlagged) ? 1 : 0;
    }
    return learnt;
  }
}
