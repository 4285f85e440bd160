package dev.weir.series;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.series.drift.CheckResult;
import java.util.function.Supplier;

/**
 * Work of a series that takes too long for the data path. A series has at most one task of each
 * kind at a time. A task is immutable and a pure function of its input: it may run on any thread,
 * at any time and more than once.
 */
public sealed interface Task {

  /**
   * Number of the last record of the input, counted per series from 1: identifies the task among
   * those of its kind.
   */
  long at();

  /** Runs the task. An exception of the detector or of the drift test becomes the outcome. */
  Outcome run();

  /** The kinds of tasks. */
  enum Kind {
    FIT,
    CHECK
  }

  /** Fits the model on the records up to {@code at}. */
  record Fit(long at, FitTask work) implements Task {

    @Override
    public FitOutcome run() {
      try {
        return new FitSucceeded(at, work.fit());
      } catch (RuntimeException e) {
        return new FitRejected(at, String.valueOf(e));
      }
    }
  }

  /** Compares the window that ends at record {@code at} with what the drift test knows. */
  record Check(long at, Supplier<CheckResult> work) implements Task {

    @Override
    public Checked run() {
      return new Checked(at, work.get());
    }
  }

  /** Result of a task. A crash, a deadline or a lack of memory gives none. */
  sealed interface Outcome {

    /** {@link Task#at} of the task that it belongs to. */
    long at();
  }

  /** Result of a {@link Fit}. */
  sealed interface FitOutcome extends Outcome {}

  /** The model can adopt the fit. */
  record FitSucceeded(long at, Fitted fitted) implements FitOutcome {}

  /** The fit threw. It throws again whenever it is repeated. */
  record FitRejected(long at, String reason) implements FitOutcome {}

  /** Result of a {@link Check}. */
  record Checked(long at, CheckResult result) implements Outcome {}
}
