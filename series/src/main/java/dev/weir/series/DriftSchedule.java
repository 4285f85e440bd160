package dev.weir.series;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.drift.CheckOutcome;
import dev.weir.detectors.drift.DriftMemory;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.drift.Sample;
import dev.weir.detectors.drift.Summary;
import dev.weir.series.drift.CheckResult;
import dev.weir.series.drift.DriftAction;
import dev.weir.series.drift.DriftWindow;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The drift checks of one series: the window that fills, what the test knows of those before it,
 * and the check under way, if any, which takes effect before record {@code effect}.
 */
final class DriftSchedule {

  private static final long NONE = -1;

  private final DriftTest test;
  private final SeriesRules rules;
  private final int features;
  private final DriftWindow window;
  private Optional<DriftMemory> memory = Optional.empty();
  private long at = NONE;
  private long effect = NONE;
  private long since;
  private double[] checked = new double[0];
  private @Nullable CheckResult result;

  DriftSchedule(DriftTest test, SeriesRules rules, int features) {
    this.test = test;
    this.rules = rules;
    this.features = features;
    this.window = new DriftWindow(test.every(), features);
  }

  /** Window that each learned record is added to. */
  DriftWindow window() {
    return window;
  }

  /** How many records may be learnt before a check is due to begin or to take effect. */
  long recordsUntilDue(long learnt) {
    return at == NONE ? window.room() : Math.min(window.room(), effect - 1 - learnt);
  }

  /** Begins a check if the window is full; returns whether one has begun. */
  boolean beginIfDue(long learnt) {
    if (!window.isFull()) {
      return false;
    }
    at = learnt;
    effect = rules.checkEffect(learnt, test);
    since = window.since();
    checked = window.take();
    return true;
  }

  /** Whether the next record has to wait for the outcome. */
  boolean isMissing(long learnt) {
    return effect == learnt + 1 && result == null;
  }

  /**
   * Takes over the outcome that is due before a row; returns whether the model is to be refitted.
   */
  boolean takeEffect(long learnt, int row, List<? super SeriesEvent> events) {
    CheckResult due = result;
    if (effect != learnt + 1 || due == null) {
      return false;
    }
    boolean refit =
        switch (due) {
          case CheckResult.Done(CheckOutcome outcome) -> takeOver(outcome, row, events);
          case CheckResult.Rejected(String reason) -> {
            events.add(new SeriesEvent.CheckRejected(row, at, reason));
            yield false;
          }
        };
    at = NONE;
    effect = NONE;
    checked = new double[0];
    result = null;
    return refit;
  }

  private boolean takeOver(CheckOutcome outcome, int row, List<? super SeriesEvent> events) {
    boolean drifted = !outcome.findings().isEmpty();
    if (drifted) {
      events.add(drift(row, memory.orElseThrow().reference(), outcome));
    }
    boolean renew = drifted && rules.driftAction() != DriftAction.NONE;
    memory = renew ? outcome.renewed() : outcome.kept();
    return drifted && rules.driftAction() == DriftAction.RETRAIN;
  }

  private SeriesEvent drift(int row, Sample before, CheckOutcome due) {
    return new SeriesEvent.DriftDetected(
        row,
        at - due.window().points() + 1,
        since,
        due.findings(),
        summaries(before),
        summaries(due.window()),
        rules.driftAction());
  }

  private static List<Summary> summaries(Sample sample) {
    return IntStream.range(0, sample.features()).mapToObj(sample::summary).toList();
  }

  /** The check under way, until its outcome is there. */
  Optional<Task> task() {
    if (!isUnderWay()) {
      return Optional.empty();
    }
    double[] rows = checked;
    Optional<DriftMemory> known = memory;
    return Optional.of(new Task.Check(at, () -> rules.check(known, rows, features)));
  }

  boolean isUnderWay() {
    return at != NONE && result == null;
  }

  /** Takes the outcome of the check under way; ignores that of another. */
  void complete(Task.Checked outcome) {
    if (outcome.at() == at) {
      result = outcome.result();
    }
  }

  /** Writes a check under way as its input: it runs again after a restart. */
  void write(StateWriter out) {
    out.putInt(test.every());
    window.write(out);
    out.putLong(at).putLong(effect).putLong(since);
    out.putInt(checked.length).putDoubles(checked, 0, checked.length);
    out.putByte(memory.isPresent() ? 1 : 0);
    memory.ifPresent(known -> known.write(test, out));
  }

  void read(StateReader in) {
    in.getInt(test.every(), test.every());
    window.read(in);
    at = in.getLong();
    effect = in.getLong();
    since = in.getLong();
    int length = in.getInt(0, in.remaining() / Double.BYTES);
    if (length % features != 0 || (at != NONE && length == 0)) {
      throw new StateMismatchException("a check of %d values".formatted(length));
    }
    checked = new double[length];
    in.getDoubles(checked, 0, length);
    if (in.getByte() == 1) {
      memory = Optional.of(DriftMemory.read(test, in, features));
    }
  }

  /**
   * Drops the check under way. Its records count by a model that is gone: the next window would be
   * full before it takes effect.
   */
  void drop() {
    at = NONE;
    effect = NONE;
    checked = new double[0];
    result = null;
  }
}
