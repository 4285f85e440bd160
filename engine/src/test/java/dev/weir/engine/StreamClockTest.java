package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import org.junit.jupiter.api.Test;

class StreamClockTest {

  private StreamClock clock = new StreamClock(StreamTime.START);

  @Test
  void goes_with_the_records_one_behind() {
    assertThat(clock.observe(10)).isEqualTo(10);
    assertThat(clock.observe(20)).isEqualTo(10);
    assertThat(clock.observe(30)).isEqualTo(20);
  }

  @Test
  void late_records_do_not_move_it_back() {
    observe(10, 20, 30, 5, 6, 7);

    assertThat(clock.now()).isEqualTo(20);
  }

  @Test
  void one_record_from_the_far_future_does_not_move_it() {
    observe(10, 20, 30, 1_000_000, 40, 50, 1_000_000, 60, 70);

    assertThat(clock.now()).isEqualTo(60);
  }

  @Test
  void a_pause_of_the_stream_takes_two_records() {
    observe(10, 20, 30, 1_000_000);
    assertThat(clock.now()).isEqualTo(30);

    assertThat(clock.observe(1_000_010)).isEqualTo(1_000_000);
  }

  @Test
  void led_astray_it_comes_back() {
    observe(10, 20, 1_000_000, 1_000_000);
    for (int i = 0; i < StreamTime.ASTRAY - 1; i++) {
      assertThat(clock.observe(100 + i)).isEqualTo(1_000_000);
    }

    assertThat(clock.observe(5_000)).isEqualTo(100 + StreamTime.ASTRAY - 2);
    assertThat(clock.observe(5_010)).isEqualTo(5_000);
  }

  @Test
  void goes_on_from_where_it_was_saved() {
    observe(10, 20, 1_000, 1_000, 30, 40);
    StateWriter out = new StateWriter(16);
    clock.time().write(out);
    StreamClock restored = new StreamClock(StreamTime.read(new StateReader(out.written())));

    for (int i = 0; i < 2 * StreamTime.ASTRAY; i++) {
      assertThat(restored.observe(i / 2)).isEqualTo(clock.observe(i / 2));
    }
    assertThat(restored.time()).isEqualTo(clock.time());
  }

  private void observe(long... times) {
    for (long time : times) {
      clock.observe(time);
    }
  }
}
