package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateWriter;
import org.junit.jupiter.api.Test;

class EventTest {

  private final Event event = new Event();

  @Test
  void the_first_flagged_records_are_learnt_the_next_are_not() {
    assertThat(pointsLearned(Event.COUNTED, true)).isEqualTo(Event.COUNTED);
    assertThat(pointsLearned(Event.NEW_NORMAL - Event.COUNTED - 1, true)).isZero();
  }

  @Test
  void what_outlasts_the_longest_window_is_the_new_normal() {
    pointsLearned(Event.NEW_NORMAL - 1, true);

    assertThat(pointsLearned(500, true)).isEqualTo(500);
  }

  @Test
  void what_is_not_flagged_is_always_learnt_and_ends_the_event() {
    pointsLearned(100, true);

    assertThat(pointsLearned(Event.QUIET - 1, false)).isEqualTo(Event.QUIET - 1);
    assertThat(pointsLearned(1, true)).isZero();
    assertThat(pointsLearned(Event.QUIET, false)).isEqualTo(Event.QUIET);
    assertThat(pointsLearned(100, true)).isEqualTo(Event.COUNTED);
  }

  @Test
  void a_new_normal_that_ends_is_an_event_again_when_it_returns() {
    pointsLearned(Event.NEW_NORMAL, true);
    pointsLearned(Event.QUIET, false);

    assertThat(pointsLearned(100, true)).isEqualTo(Event.COUNTED);
  }

  @Test
  void is_taken_up_in_the_middle() {
    pointsLearned(100, true);
    pointsLearned(Event.QUIET - 1, false);
    StateWriter out = new StateWriter(8);
    event.write(out);
    Event restored = new Event();
    restored.read(new ModelState("event", 1, out.written()).read("event", 1));

    assertThat(restored.takes(Consensus.THRESHOLD)).isFalse();
    assertThat(event.takes(Consensus.THRESHOLD)).isFalse();
    for (int i = 0; i < Event.QUIET; i++) {
      restored.takes(0);
    }
    assertThat(restored.takes(Consensus.THRESHOLD)).isTrue();
  }

  @Test
  void refuses_a_state_that_cannot_be() {
    refuses(Event.NEW_NORMAL + 1, 0);
    refuses(-1, 0);
    refuses(5, Event.QUIET);
    refuses(0, 1);
  }

  private void refuses(int flagged, int quiet) {
    StateWriter out = new StateWriter(8).putInt(flagged).putInt(quiet);
    ModelState state = new ModelState("event", 1, out.written());
    assertThatThrownBy(() -> event.read(state.read("event", 1)))
        .isInstanceOf(StateMismatchException.class);
  }

  /** How many of so many records are learnt. */
  private int pointsLearned(int records, boolean isFlagged) {
    int learnt = 0;
    for (int i = 0; i < records; i++) {
      learnt += event.takes(isFlagged ? Consensus.THRESHOLD : 0.99 * Consensus.THRESHOLD) ? 1 : 0;
    }
    return learnt;
  }
}
