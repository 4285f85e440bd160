package dev.weir.detectors.isolationforest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void it_holds_what_was_added_last_also_when_it_is_read_with_another_capacity() {
    SplitMix64 random = new SplitMix64(11);
    for (int trial = 0; trial < 200; trial++) {
      History history = new History(1, 70 + random.nextInt(300));
      int added = 0;
      for (int life = 0; life < 4; life++) {
        int until = added + random.nextInt(500);
        while (added < until) {
          history.add(new double[] {added++}, 0);
        }
        int points = 1 + random.nextInt(70);
        assertThat(history.pointsLearned()).isEqualTo(added);
        if (history.holds(points, added, points)) {
          double[] expected = new double[points];
          for (int i = 0; i < points; i++) {
            expected[i] = added - points + i;
          }
          assertThat(history.last(points, added)).isEqualTo(expected);
        }
        assertThat(history.holds(points, added, points)).isEqualTo(points <= added);
        history = again(history, 70 + random.nextInt(300));
      }
    }
  }

  @Test
  void what_a_fit_under_way_needs_is_kept_when_the_capacity_shrinks() {
    History history = new History(1, 130);
    for (int i = 0; i < 500; i++) {
      history.add(new double[] {i}, 0);
    }
    History smaller = again(history, 80);

    assertThat(smaller.holds(80, 450, 80)).isTrue();
    assertThat(smaller.last(80, 450)[0]).isEqualTo(370);
    assertThat(smaller.holds(81, 450, 80)).isFalse();
  }

  @Test
  void a_state_with_more_points_than_were_learnt_is_refused() {
    StateWriter out = new StateWriter(64);
    out.putLong(1).putInt(2).putDoubles(new double[] {1, 2}, 0, 2);

    assertThatThrownBy(() -> History.read(new StateReader(out.written()), 1, 80))
        .isInstanceOf(StateMismatchException.class);
  }

  private static History again(History history, int capacity) {
    StateWriter out = new StateWriter(4_096);
    history.write(out);
    History read = History.read(new StateReader(out.written()), 1, capacity);
    StateWriter once = new StateWriter(4_096);
    read.write(once);
    assertThat(Arrays.equals(bytes(once), bytes(out))).isTrue();
    return read;
  }

  private static byte[] bytes(StateWriter out) {
    var written = out.written();
    byte[] bytes = new byte[written.remaining()];
    written.duplicate().get(bytes);
    return bytes;
  }
}
