package dev.weir.engine.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which requests are open, and which answers close them. */
class PendingTasksTest {

  private static final int PATIENCE = 2;

  /** The record of the task that each series wants; none if it wants nothing. */
  private final Map<String, Long> wanted = new HashMap<>();

  private final List<String> sent = new ArrayList<>();
  private final PendingTasks<String> tasks = new PendingTasks<>(2, PATIENCE, this::send);

  @Test
  void as_many_requests_are_open_at_once_as_allowed_and_the_others_follow_in_order() {
    want("a", 1);
    want("b", 2);
    want("c", 3);
    want("d", 4);
    assertThat(sent).containsExactly("a@1", "b@2");

    answer("b", 2);
    assertThat(sent).containsExactly("a@1", "b@2", "c@3");

    answer("a", 1);
    assertThat(sent).containsExactly("a@1", "b@2", "c@3", "d@4");
  }

  @Test
  void a_request_that_stays_unanswered_is_repeated_again_and_again() {
    want("a", 1);

    ticks(PATIENCE);
    assertThat(sent).containsExactly("a@1");
    ticks(1);
    assertThat(sent).containsExactly("a@1", "a@1");
    ticks(PATIENCE);
    assertThat(sent).hasSize(2);
    ticks(1);
    assertThat(sent).hasSize(3);
  }

  @Test
  void an_answered_request_is_not_repeated() {
    want("a", 1);
    answer("a", 1);

    ticks(10);

    assertThat(sent).containsExactly("a@1");
  }

  /** It was repeated, and both answers came: the second when the next task was requested. */
  @Test
  void a_stale_answer_does_not_close_the_open_request() {
    want("a", 1);
    ticks(PATIENCE + 1);
    answer("a", 1);
    want("a", 2);
    answer("a", 1);
    sent.clear();

    ticks(PATIENCE + 1);

    assertThat(sent).as("the request that is open").containsExactly("a@2");
  }

  @Test
  void a_stale_answer_frees_no_room_for_another_request() {
    want("a", 1);
    want("b", 2);
    want("c", 3);

    answer("a", 0);
    answer("x", 1);

    assertThat(sent).containsExactly("a@1", "b@2");
  }

  @Test
  void a_request_that_is_no_longer_wanted_is_dropped_and_the_next_one_is_sent() {
    want("a", 1);
    want("b", 2);
    want("c", 3);
    wanted.remove("a");

    ticks(PATIENCE + 1);

    assertThat(sent).containsExactly("a@1", "b@2", "b@2", "c@3");
    ticks(PATIENCE + 1);
    assertThat(sent).filteredOn("a@1"::equals).hasSize(1);
  }

  @Test
  void a_series_that_wants_nothing_any_more_when_its_turn_comes_takes_no_room() {
    want("a", 1);
    want("b", 2);
    want("c", 3);
    want("d", 4);
    wanted.remove("c");

    answer("a", 1);

    assertThat(sent).containsExactly("a@1", "b@2", "d@4");
  }

  private void want(String series, long at) {
    wanted.put(series, at);
    tasks.want(series);
  }

  private void answer(String series, long at) {
    wanted.remove(series, at);
    tasks.answered(series, at);
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      tasks.tick();
    }
  }

  private long send(String series) {
    Long at = wanted.get(series);
    if (at == null) {
      return PendingTasks.NOT_WANTED;
    }
    sent.add(series + "@" + at);
    return at;
  }
}
