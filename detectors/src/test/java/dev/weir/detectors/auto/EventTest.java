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
  void is_open_from_a_flagged_record_to_the_last_quiet_one() {
    note(1, true);
    note(Event.QUIET - 1, false);
    assertThat(event.isOpen()).isTrue();

    note(1, false);
    assertThat(event.isOpen()).isFalse();
  }

  @Test
  void what_outlasts_the_longest_window_is_accepted() {
    note(Event.NEW_NORMAL - 1, true);
    assertThat(event.isAccepted()).isFalse();

    note(1, true);
    assertThat(event.isAccepted()).isTrue();
  }

  @Test
  void only_what_is_odder_than_all_before_is_its_peak() {
    event.note(true, 1e-4, 0);

    assertThat(event.isPeak(1e-4)).isFalse();
    assertThat(event.isPeak(1e-3)).isFalse();
    assertThat(event.isPeak(1e-5)).isTrue();
    note(Event.QUIET, false);
    assertThat(event.isPeak(1e-3)).isTrue();
  }

  @Test
  void frequent_events_raise_the_gate_and_rare_ones_do_not() {
    events(6, 1_400);
    assertThat(event.habit()).isZero();

    events(60, 144);
    assertThat(event.habit()).isBetween(0.7, 1.1);
  }

  @Test
  void state_round_trips() {
    event.note(true, 1e-4, 0);
    note(Event.QUIET - 1, false);
    StateWriter out = new StateWriter(24);
    event.write(out);
    Event restored = new Event();
    restored.read(new ModelState("event", 1, out.written()).read("event", 1));

    assertThat(restored.isOpen()).isTrue();
    assertThat(restored.isPeak(1e-4)).isFalse();
    restored.note(false, 1, 0);
    assertThat(restored.isOpen()).isFalse();
  }

  @Test
  void reads_the_counts_of_version_3() {
    StateWriter out = new StateWriter(8).putInt(5).putInt(59);
    event.readCounts(new ModelState("event", 1, out.written()).read("event", 1));
    assertThat(event.isOpen()).isTrue();

    note(1, false);
    assertThat(event.isOpen()).isFalse();
  }

  @Test
  void refuses_a_state_that_cannot_be() {
    refuses(Event.NEW_NORMAL + 1, 0);
    refuses(-1, 0);
    refuses(5, Event.QUIET);
    refuses(0, 1);
  }

  private void refuses(int flagged, int quiet) {
    StateWriter out = new StateWriter(24).putInt(flagged).putInt(quiet).putDouble(1).putDouble(0);
    ModelState state = new ModelState("event", 1, out.written());
    assertThatThrownBy(() -> event.read(state.read("event", 1)))
        .isInstanceOf(StateMismatchException.class);
  }

  private void events(int number, int apart) {
    for (int i = 0; i < number; i++) {
      note(1, true);
      note(apart - 1, false);
    }
  }

  private void note(int records, boolean isFlagged) {
    for (int i = 0; i < records; i++) {
      event.note(isFlagged, 1, 0);
    }
  }
}
