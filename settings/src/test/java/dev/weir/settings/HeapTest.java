package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.settings.hocon.Problems;
import dev.weir.settings.hocon.Section;
import org.junit.jupiter.api.Test;

class HeapTest {

  private static final long MIB = 1 << 20;

  private final Problems problems = new Problems();
  private final Section engine =
      new Section(ConfigFactory.parseString("max-memory-usage = 8 GiB"), "weir.engine", problems);
  private final Heap heap = new Heap(2048 * MIB);

  @Test
  void states_may_take_four_fifths_and_take_half_where_nothing_is_set() {
    heap.checkStates(engine, heap.usualForStates());
    heap.checkStates(engine, 1638 * MIB);

    assertThat(problems.list()).isEmpty();
    assertThat(heap.usualForStates()).isEqualTo(1024 * MIB);
  }

  @Test
  void states_that_do_not_fit_are_refused_with_both_figures_and_the_remedy() {
    heap.checkStates(engine, 8192 * MIB);

    assertThat(problems.list())
        .singleElement()
        .asString()
        .contains(
            "weir.engine.max-memory-usage is 8192 MiB",
            "1638 of 2048 MiB",
            "WEIR_JAVA_OPTS=-Xmx10240m");
    Problems none = new Problems();
    new Heap(10240 * MIB).checkStates(new Section(ConfigFactory.empty(), "", none), 8192 * MIB);
    assertThat(none.list()).as("with what the remedy says").isEmpty();
  }

  @Test
  void queues_that_do_not_fit_are_refused_with_both_figures_and_the_remedy() {
    heap.checkQueues(engine, 10_000, 5_000);
    assertThat(problems.list()).isEmpty();

    heap.checkQueues(engine, 10_000_000, 5_000);

    assertThat(problems.list())
        .singleElement()
        .asString()
        .contains("weir.engine.input-queue-size is too large", "409 of 2048 MiB", "-Xmx");
  }

  @Test
  void the_heap_of_this_process_is_known() {
    assertThat(Heap.ofThisProcess().bytes())
        .isGreaterThanOrEqualTo(Runtime.getRuntime().maxMemory());
  }
}
