package dev.weir.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HysteresisTest {

  private static final Instant START = Instant.EPOCH;
  private static final Hysteresis.Moment AT_START = new Hysteresis.Moment(0, START);
  private static final Health UP = Health.up();
  private static final Health SLOW = new Health.Degraded("slow");
  private static final Health DEAD = new Health.Down("dead");

  private final List<String> changes = new ArrayList<>();
  private int times = 1;
  private Hysteresis health = new Hysteresis(Duration.ofSeconds(30), AT_START);

  @Test
  void it_gets_worse_only_after_several_observations_in_a_row() {
    health = new Hysteresis(Duration.ZERO, AT_START);
    times = 3;
    observe(1, SLOW);
    observe(2, SLOW);
    observe(3, UP);
    observe(4, SLOW);
    observe(5, SLOW);
    assertThat(changes).isEmpty();
    observe(6, SLOW);

    assertThat(changes).containsExactly("6 degraded");
    assertThat(health.since()).isEqualTo(START.plusSeconds(6));
  }

  @Test
  void how_long_a_state_lasted_does_not_depend_on_the_wall_clock() {
    observe(1, DEAD);

    Instant anHourBack = START.minus(Duration.ofHours(1));
    Hysteresis.Moment afterAJump =
        new Hysteresis.Moment(Duration.ofSeconds(6).toNanos(), anHourBack);
    assertThat(health.lasted(afterAJump)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void of_several_worse_observations_the_mildest_counts() {
    health = new Hysteresis(Duration.ZERO, AT_START);
    times = 3;
    observe(1, DEAD);
    observe(2, SLOW);
    observe(3, DEAD);

    assertThat(changes).containsExactly("3 degraded");
  }

  @Test
  void what_fails_recovers_shortly_and_fails_again_is_one_incident() {
    observe(0, DEAD);
    observe(10, UP);
    observe(10, DEAD);
    observe(20, UP);
    elapse(49);
    observe(49, DEAD);
    observe(50, UP);
    elapse(79);
    assertThat(changes).containsExactly("0 down");
    elapse(80);

    assertThat(changes).containsExactly("0 down", "80 up");
    assertThat(health.openedAt()).isEmpty();
  }

  @Test
  void an_incident_that_opens_after_one_that_is_over_is_another() {
    observe(0, DEAD);
    observe(1, UP);
    elapse(31);
    observe(40, DEAD);

    assertThat(changes).containsExactly("0 down", "31 up", "40 down");
    assertThat(health.openedAt()).contains(START.plusSeconds(40));
  }

  @Test
  void it_gets_less_bad_only_once_that_has_held_and_to_the_worst_of_that_time() {
    observe(0, DEAD);
    observe(5, UP);
    observe(6, SLOW);
    observe(20, UP);
    elapse(34);
    assertThat(changes).containsExactly("0 down");
    elapse(35);

    assertThat(changes).containsExactly("0 down", "35 degraded");
    assertThat(health.openedAt()).contains(START);
  }

  @Test
  void a_degraded_component_that_is_down_now_and_then_gets_worse_once() {
    observe(0, SLOW);
    observe(1, DEAD);
    observe(10, SLOW);
    observe(20, DEAD);
    observe(30, SLOW);
    observe(40, DEAD);

    assertThat(changes).containsExactly("0 degraded", "1 down");
    assertThat(health.openedAt()).contains(START);
  }

  @Test
  void while_it_waits_to_hold_its_reason_says_so() {
    observe(0, DEAD);
    observe(5, UP);

    assertThat(health.shown())
        .isEqualTo(
            new Health.Down("dead; since 1970-01-01T00:00:05Z it is up, which counts after 30 s"));
    observe(6, DEAD);
    assertThat(health.shown()).isEqualTo(DEAD);
  }

  @Test
  void without_a_time_to_hold_it_is_up_at_once() {
    health = new Hysteresis(Duration.ZERO, AT_START);
    observe(0, DEAD);
    observe(1, UP);

    assertThat(changes).containsExactly("0 down", "1 up");
  }

  @Test
  void a_restored_incident_is_over_once_nothing_was_wrong_for_the_time() {
    health = Hysteresis.restored(Duration.ofSeconds(30), SLOW, START.minusSeconds(9), at(0));
    elapse(29);
    assertThat(changes).isEmpty();
    elapse(30);

    assertThat(changes).containsExactly("30 up");
  }

  private void observe(int second, Health observed) {
    note(second, health.observe(observed, times, at(second)));
  }

  private void elapse(int second) {
    note(second, health.elapse(at(second)));
  }

  private void note(int second, boolean changed) {
    if (changed) {
      changes.add(second + " " + health.state().state());
    }
  }

  private static Hysteresis.Moment at(int second) {
    return new Hysteresis.Moment(second * 1_000_000_000L, START.plusSeconds(second));
  }
}
