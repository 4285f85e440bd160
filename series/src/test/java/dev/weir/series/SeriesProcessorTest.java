package dev.weir.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Run;
import dev.weir.detectors.Severity;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.series.drift.DriftAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A series waits for the outcomes of its tasks, and for nothing else. */
class SeriesProcessorTest {

  private static final int FIT_AFTER = 40;
  private static final SeriesRules RULES =
      new SeriesRules(
          FIT_AFTER,
          100,
          30,
          Optional.empty(),
          DriftAction.NONE,
          new IncidentRule(5, Severity.Bands.DEFAULT),
          2);

  private final Series series =
      Series.of("shop", List.of("hits"), Judge.of(new IsolationForest(5, 16, 60, 0.05)));
  private final SeriesProcessor processor = SeriesProcessor.fresh(series, RULES);
  private final SingleRecord record = new SingleRecord("test", series);
  private final List<SeriesEvent> events = new ArrayList<>();
  private int records;

  @Test
  void the_record_before_which_a_fit_takes_effect_waits_for_its_outcome() {
    observe(FIT_AFTER);
    assertThat(processor.takeTaskBegun()).isTrue();
    assertThat(processor.tasks()).singleElement().isInstanceOf(Task.Fit.class);

    assertThat(observe()).isFalse();
    assertThat(observe()).isFalse();
    assertThat(processor.takeTaskBegun()).as("a task begins once").isFalse();
    processor.complete(processor.tasks().getFirst().run());

    assertThat(processor.tasks()).isEmpty();
    assertThat(observe()).isTrue();
    assertThat(events).containsExactly(new SeriesEvent.Refitted(0, FIT_AFTER));
  }

  @Test
  void a_later_fit_has_time_until_its_lag_is_over() {
    observe(FIT_AFTER);
    processor.complete(processor.tasks().getFirst().run());
    observe(100 - FIT_AFTER);
    Task fit = processor.tasks().getFirst();
    assertThat(fit.at()).isEqualTo(100);

    observe(29);
    assertThat(observe()).isFalse();
    processor.complete(new Task.FitRejected(FIT_AFTER, "an outcome of an earlier fit"));
    assertThat(observe()).isFalse();
    processor.complete(fit.run());

    assertThat(observe()).isTrue();
    assertThat(events.getLast()).isEqualTo(new SeriesEvent.Refitted(0, 100));
  }

  @Test
  void a_fit_that_throws_is_an_outcome() {
    Task.Outcome outcome =
        new Task.Fit(
                7,
                () -> {
                  throw new IllegalStateException("no memory left");
                })
            .run();

    assertThat(outcome)
        .isEqualTo(new Task.FitRejected(7, "java.lang.IllegalStateException: no memory left"));
  }

  private void observe(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(observe()).isTrue();
    }
  }

  /** Whether the next record could be processed. */
  private boolean observe() {
    record.set(new double[] {records % 7}, EventTime.NUMBER, records, Integer.toString(records));
    int reached = processor.process(record, new int[] {0}, 0, 1, new Run(), events);
    records += reached;
    return reached == 1;
  }
}
