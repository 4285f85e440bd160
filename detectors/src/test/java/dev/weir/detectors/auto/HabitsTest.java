package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.StateWriter;
import org.junit.jupiter.api.Test;

class HabitsTest {

  private static final long HOUR = 3_600_000;
  private static final long WEEK = 168 * HOUR;
  private static final long STEP = HOUR / 4;

  private final Habits habits = new Habits();

  @Test
  void an_event_of_three_weeks_in_the_same_hour_is_a_habit() {
    for (int week = 0; week < 3; week++) {
      assertThat(habits.size(week * WEEK)).as("week %d", week).isZero();
      hour(week * WEEK, 30, 4);
    }

    assertThat(habits.size(3 * WEEK)).isEqualTo(30);
    assertThat(habits.isWhole(3 * WEEK)).isTrue();
    assertThat(habits.size(3 * WEEK + HOUR)).isZero();
  }

  @Test
  void an_event_of_half_an_hour_is_a_habit_and_not_a_whole_one() {
    for (int week = 0; week < 3; week++) {
      hour(week * WEEK, 30, 2);
    }

    assertThat(habits.size(3 * WEEK)).isEqualTo(30);
    assertThat(habits.isWhole(3 * WEEK)).isFalse();
  }

  @Test
  void events_of_other_hours_or_of_the_other_side_are_none() {
    for (int week = 0; week < 4; week++) {
      hour(week * WEEK + week * HOUR, 30, 4);
      hour(week * WEEK + 100 * HOUR, week % 2 == 0 ? 30 : -30, 4);
    }

    for (int hour = 0; hour < 168; hour++) {
      assertThat(habits.size(4 * WEEK + hour * HOUR)).as("hour %d", hour).isZero();
    }
  }

  @Test
  void one_week_without_it_is_allowed_and_two_are_not() {
    hour(0, 30, 4);
    hour(2 * WEEK, 30, 4);
    hour(3 * WEEK, 30, 4);
    assertThat(habits.size(4 * WEEK)).isEqualTo(30);

    hour(6 * WEEK, 30, 4);
    assertThat(habits.size(7 * WEEK)).isZero();
  }

  @Test
  void without_a_time_there_are_none() {
    habits.learn(Rows.NO_TIME, 30, true);

    assertThat(habits.size(Rows.NO_TIME)).isZero();
    assertThat(habits.isWhole(Rows.NO_TIME)).isFalse();
  }

  @Test
  void state_round_trips() {
    for (int week = 0; week < 3; week++) {
      hour(week * WEEK, 30, 4);
    }
    StateWriter out = new StateWriter(2_000);
    habits.write(out);
    Habits restored = new Habits();
    restored.read(new ModelState("habits", 1, out.written()).read("habits", 1));

    assertThat(restored.size(3 * WEEK)).isEqualTo(30);
    assertThat(restored.isWhole(3 * WEEK)).isTrue();
  }

  /** Four records of an hour and one of the next, the first ones odd. */
  private void hour(long from, double excess, int odd) {
    for (int i = 0; i < 5; i++) {
      habits.learn(from + i * STEP, i < odd ? excess : 0, i < odd);
    }
  }
}
