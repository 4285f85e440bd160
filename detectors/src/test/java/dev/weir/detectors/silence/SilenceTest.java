package dev.weir.detectors.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import org.junit.jupiter.api.Test;

class SilenceTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Silence silence = new Silence(SilenceRule.AUTO);
  private long now;
  private int told;

  @Test
  void a_series_with_few_gaps_is_not_judged() {
    ticks(20, MINUTE);
    waits(30 * DAY);

    assertThat(told).isZero();
  }

  @Test
  void a_clock_that_stops_is_told_of_after_about_five_ticks() {
    ticks(21, MINUTE);
    waits(3 * MINUTE);
    assertThat(silence.isSilent()).isFalse();

    waits(4 * MINUTE);

    assertThat(silence.isSilent()).isTrue();
    assertThat(silence.usual()).isEqualTo(MINUTE);
    assertThat(silence.since(now)).isEqualTo(7 * MINUTE);
  }

  @Test
  void the_next_record_ends_it() {
    ticks(30, MINUTE);
    waits(10 * MINUTE);

    assertThat(silence.speak(now, now)).isTrue();
    assertThat(silence.isSilent()).isFalse();
    assertThat(silence.isWatched()).isTrue();
  }

  @Test
  void an_outage_teaches_nothing() {
    ticks(100, MINUTE);
    long before = limit();
    waits(DAY);
    speaks();
    ticks(10, MINUTE);

    assertThat(limit()).isEqualTo(before);
  }

  /** A gap of eight hours once a day is told of on three days. */
  @Test
  void what_happens_three_times_is_a_habit() {
    for (int day = 0; day < 30; day++) {
      ticks(16 * 60, MINUTE);
      waits(8 * HOUR);
    }
    assertThat(told).isEqualTo(3);

    speaks();
    waits(11 * HOUR);
    assertThat(told).as("a longer one").isEqualTo(4);
  }

  @Test
  void a_habit_that_was_given_up_is_forgotten() {
    for (int day = 0; day < 5; day++) {
      ticks(16 * 60, MINUTE);
      waits(8 * HOUR);
    }
    ticks(40 * 24 * 60, MINUTE);
    assertThat(told).isEqualTo(3);

    waits(HOUR);

    assertThat(told).isEqualTo(4);
  }

  @Test
  void another_rhythm_is_learnt_anew() {
    ticks(1_000, MINUTE);
    ticks(100, HOUR);
    assertThat(told).isEqualTo(3);
    assertThat(silence.usual()).isEqualTo(HOUR);
    ticks(10_000, SECOND);

    waits(10 * MINUTE);

    assertThat(silence.usual()).isBetween(SECOND, 2 * SECOND);
  }

  /** One step carries time over everything: nobody could speak in between. */
  @Test
  void a_pause_of_the_whole_stream_is_nobodys_silence() {
    ticks(50, MINUTE);
    long limit = limit();
    long before = now;
    now += DAY;
    assertThat(silence.pass(before, now)).isFalse();

    waits(MINUTE);
    silence.speak(now, now);

    assertThat(told).isZero();
    assertThat(limit()).as("and says nothing of its rhythm").isEqualTo(limit);
  }

  @Test
  void but_who_does_not_speak_after_it_is_silent() {
    ticks(50, MINUTE);
    now += DAY;
    silence.pass(now - DAY, now);

    waits(5 * MINUTE);

    assertThat(told).isEqualTo(1);
  }

  @Test
  void a_limit_needs_no_rhythm() {
    silence = new Silence(new SilenceRule.After(10 * MINUTE));
    speaks();
    waits(10 * MINUTE);
    assertThat(told).isZero();

    waits(SECOND);

    assertThat(told).isEqualTo(1);
    assertThat(silence.usual()).isZero();
  }

  @Test
  void time_at_the_end_of_all_times_overflows_nothing() {
    ticks(50, MINUTE);
    long before = now;

    assertThat(silence.pass(before, Long.MAX_VALUE)).isFalse();
    silence.speak(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(silence.deadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void restored_it_goes_on_as_if_nothing_had_happened() {
    ticks(500, MINUTE);
    waits(HOUR);
    speaks();
    Silence restored = new Silence(SilenceRule.AUTO);
    StateWriter out = new StateWriter(100);
    silence.write(out);
    restored.read(new StateReader(out.written()), true);

    for (int i = 0; i < 100; i++) {
      now += (i % 7) * MINUTE;
      silence.speak(now, now);
      restored.speak(now, now);
      assertThat(restored.deadline()).isEqualTo(silence.deadline());
    }
  }

  @Test
  void by_another_rule_it_is_only_known_that_it_was_silent() {
    ticks(50, MINUTE);
    waits(HOUR);
    StateWriter out = new StateWriter(100);
    silence.write(out);
    Silence other = new Silence(new SilenceRule.After(MINUTE));
    other.read(new StateReader(out.written()), false);

    assertThat(other.isSilent()).isTrue();
    assertThat(other.speak(now, now)).isTrue();
    assertThat(other.deadline()).isEqualTo(now + MINUTE);
  }

  private long limit() {
    return silence.deadline() - now;
  }

  private void ticks(int count, long gap) {
    for (int i = 0; i < count; i++) {
      waits(gap);
      speaks();
    }
  }

  private void speaks() {
    silence.speak(now, now);
  }

  /** Time goes on by others, in small steps. */
  private void waits(long time) {
    long end = now + time;
    long step = Math.max(1, time / 50);
    while (now < end) {
      long before = now;
      now = Math.min(end, now + step);
      told += silence.pass(before, now) ? 1 : 0;
    }
  }
}
