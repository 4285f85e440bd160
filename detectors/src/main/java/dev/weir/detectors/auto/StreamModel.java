package dev.weir.detectors.auto;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;
import dev.weir.detectors.calibration.TailCalibrator;
import dev.weir.detectors.calibration.TwoSidedCalibrator;
import org.jspecify.annotations.Nullable;

/** What {@link Auto} has learnt from a series of one feature. */
final class StreamModel implements Model {

  /** With fewer records nothing can be rarer than the gate of the consensus: 1 in 100. */
  static final int WARM_UP = 200;

  private static final int HALF_LIFE = TailCalibrator.HALF_LIFE;

  private final Memory memory;
  private final Recent recent = new Recent();
  private final Expectation lately = new Smoothed();
  private final Expectation[] expectations;
  private final Pattern pattern;
  private final @Nullable Level level;
  private final TailCalibrator spread = new TailCalibrator(HALF_LIFE);
  private final TwoSidedCalibrator step = new TwoSidedCalibrator(HALF_LIFE);
  private final TwoSidedCalibrator longStep = new TwoSidedCalibrator(HALF_LIFE);
  private final Consensus consensus = new Consensus();
  private final Event event = new Event();

  /** Records taken in, also those that {@link Event} left out. */
  private long learnt;

  StreamModel(Memory memory) {
    this.memory = memory;
    Expectation day = new Calendar(Calendar.DAY);
    expectations =
        memory.isLong
            ? new Expectation[] {lately, day, new Calendar(Calendar.WEEK)}
            : new Expectation[] {lately, day};
    pattern = new Pattern(memory.courses);
    level = memory.isLong ? new Level(HALF_LIFE) : null;
  }

  StreamModel(Memory memory, ModelState saved) {
    this(memory);
    StateReader in = saved.read(Auto.NAME, Auto.STATE_VERSION);
    in.getInt(1, 1);
    in.getInt(memory.courses, memory.courses);
    learnt = in.getLong();
    recent.read(in);
    for (Expectation expectation : expectations) {
      expectation.read(in);
    }
    pattern.read(in);
    if (level != null) {
      level.read(in);
    }
    spread.read(in);
    step.read(in);
    longStep.read(in);
    event.read(in);
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(24_000);
    out.putInt(1).putInt(memory.courses).putLong(learnt);
    recent.write(out);
    for (Expectation expectation : expectations) {
      expectation.write(out);
    }
    pattern.write(out);
    if (level != null) {
      level.write(out);
    }
    spread.write(out);
    step.write(out);
    longStep.write(out);
    event.write(out);
    return new ModelState(Auto.NAME, Auto.STATE_VERSION, out.written());
  }

  @Override
  public long pointsLearned() {
    return learnt;
  }

  @Override
  public Score score(double[] point, long time) {
    if (!Rows.measurable(point, 0, 1)) {
      return new Score.Unscorable();
    }
    if (learnt < WARM_UP) {
      return new Score.WarmingUp(WARM_UP - learnt);
    }
    recent.look(point[0]);
    return new Score.Ready(inner(point[0], time), Consensus.THRESHOLD);
  }

  @Override
  public void learn(double[] point, long time) {
    if (Rows.measurable(point, 0, 1)) {
      recent.look(point[0]);
      absorb(point[0], time, learnt < WARM_UP ? 0 : inner(point[0], time));
    }
  }

  @Override
  public void scoreThenLearn(Run run) {
    Rows rows = run.rows();
    Scores out = run.scores();
    double[] values = rows.values();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      int at = rows.start(row);
      run.scoring(k);
      if (!Rows.measurable(values, at, 1)) {
        out.unscorable(row);
        continue;
      }
      double value = values[at];
      long time = rows.time(row);
      recent.look(value);
      double score = 0;
      if (learnt < WARM_UP) {
        out.warming(row, WARM_UP - learnt);
      } else {
        score = inner(value, time);
        if (run.ready(row, score, Consensus.THRESHOLD)) {
          explain(value, time, row, at, out);
        }
      }
      run.learning(k);
      absorb(value, time, score);
    }
    run.scoring(run.to());
  }

  @Override
  public Explanation explain(double[] point, long time) {
    Rows rows = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(rows);
    recent.look(point[0]);
    explain(point[0], time, 0, 0, scores);
    return scores.explanation(rows, 0);
  }

  /** The score of a value looked at. */
  private double inner(double value, long time) {
    consensus.begin(learnt);
    consensus.add(rarest(value, time).tail(value, time));
    consensus.add(spread.tail(recent.range()));
    consensus.add(offLevel());
    consensus.add(change());
    if (pattern.isDue()) {
      consensus.add(course(value));
    }
    return consensus.score();
  }

  private double change() {
    double change = recent.hasStep() ? step.tail(recent.step()) : 1;
    return recent.hasLongStep() ? Math.min(change, longStep.tail(recent.longStep())) : change;
  }

  private double course(double value) {
    return Math.min(pattern.tail(value), pattern.shapeTail(value));
  }

  private double offLevel() {
    return level == null ? 1 : level.tail(recent.mean());
  }

  /** The expectation that finds the value rarest. */
  private Expectation rarest(double value, long time) {
    Expectation rarest = lately;
    double least = lately.tail(value, time);
    for (int i = 1; i < expectations.length; i++) {
      double tail = expectations[i].tail(value, time);
      if (tail < least) {
        rarest = expectations[i];
        least = tail;
      }
    }
    return rarest;
  }

  /** Takes in a value looked at; what {@link Event} leaves out only in windows and courses. */
  private void absorb(double value, long time, double score) {
    if (event.takes(score)) {
      remember(value, time);
    }
    pattern.learn(value);
    recent.keep();
    learnt++;
  }

  private void remember(double value, long time) {
    for (Expectation expectation : expectations) {
      expectation.learn(value, time);
    }
    if (recent.hasWindow()) {
      spread.learn(recent.range());
      if (level != null) {
        level.learn(recent.mean());
      }
    }
    if (recent.hasStep()) {
      step.learn(recent.step());
    }
    if (recent.hasLongStep()) {
      longStep.learn(recent.longStep());
    }
  }

  private void explain(double value, long time, int row, int at, Scores out) {
    Expectation by = rarest(value, time);
    double alone = Consensus.alone(learnt);
    out.explain(at, by.expected(time), by.low(time, alone), by.high(time, alone), 1);
    double counted = Consensus.counted(learnt);
    saw(row, by.view(), by.tail(value, time), counted, out);
    saw(row, View.SPREAD, spread.tail(recent.range()), counted, out);
    saw(row, View.LEVEL, offLevel(), counted, out);
    saw(row, View.CHANGE, change(), counted, out);
    if (pattern.isDue()) {
      saw(row, View.COURSE, course(value), counted, out);
    }
  }

  private static void saw(int row, View view, double tail, double counted, Scores out) {
    if (tail < counted) {
      out.saw(row, view, tail);
    }
  }
}
