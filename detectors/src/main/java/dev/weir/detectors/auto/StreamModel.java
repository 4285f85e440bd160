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
import dev.weir.detectors.forecast.Forecasts;
import org.jspecify.annotations.Nullable;

/** The state of {@link Auto} for a series of one feature. */
final class StreamModel implements Model {

  private final Memory memory;
  private final Recent recent = new Recent();
  private final Expectations expectations;
  private final Forecaster forecaster;
  private final WindowViews views;
  private final Cadence cadence = new Cadence();
  private final Span span = new Span();
  private final Event event = new Event();
  private final @Nullable Habits habits;
  private final Consensus consensus = new Consensus();

  /** The first records, before they are learnt; null afterwards. */
  private @Nullable WarmUp warmUp;

  private long learnt;

  /** The value judged last, less a usual event at its time, and its tail. */
  private double judged;

  private double tail = 1;

  /** The mean rarity of that value. */
  private double rarity;

  /** A model that has seen nothing. */
  StreamModel(Memory memory) {
    this(memory, new WarmUp());
  }

  private StreamModel(Memory memory, @Nullable WarmUp warmUp) {
    this.memory = memory;
    this.warmUp = warmUp;
    learnt = warmUp == null ? 0 : warmUp.size();
    expectations = new Expectations(recent, cadence, memory.isLong);
    views = new WindowViews(recent, memory);
    habits = memory.hasHabits ? new Habits() : null;
    forecaster = expectations.forecaster(recent, habits);
  }

  /** A model that goes on where the one that wrote the state stood. */
  static StreamModel restore(Memory memory, ModelState saved) {
    int version = Auto.readable(saved.version());
    StateReader in = saved.read(Auto.NAME, version);
    in.getInt(1, 1);
    in.getInt(memory.courses, memory.courses);
    long learnt = in.getLong();
    StreamModel model;
    if (version == Auto.VERSION_BEFORE) {
      model = new StreamModel(memory, null).readBefore(in, learnt);
    } else if (learnt < WarmUp.RECORDS) {
      model = new StreamModel(memory, WarmUp.read(in, learnt));
    } else {
      model = new StreamModel(memory, null).read(in, version, learnt);
    }
    in.expectEnd();
    return model;
  }

  private StreamModel read(StateReader in, int version, long records) {
    learnt = records;
    recent.read(in);
    expectations.read(in);
    views.read(in, version);
    cadence.read(in);
    span.read(in);
    event.read(in);
    if (habits != null) {
      habits.read(in);
    }
    if (version != Auto.VERSION_WITHOUT_FORECASTS) {
      forecaster.read(in);
    }
    return this;
  }

  /** Reads version 3, which learnt each record of a warm-up at once: of those only values stay. */
  private StreamModel readBefore(StateReader in, long records) {
    learnt = records;
    recent.readValues(in);
    expectations.readBefore(in);
    views.readBefore(in);
    event.readCounts(in);
    WarmUp last = WarmUp.of(recent);
    if (last.size() < WarmUp.RECORDS) {
      return new StreamModel(memory, last);
    }
    last.trim();
    expectations.begin(last.middle(), last.spread());
    setEventAside();
    for (int ago = recent.size(); ago >= 1; ago--) {
      span.include(recent.usual(ago));
    }
    return this;
  }

  /** Version 3 followed the first records of an event, and kept all of them in its windows. */
  private void setEventAside() {
    int length = Math.min(event.length(), recent.size() - 1);
    if (length > 0) {
      expectations.followAgain(recent, length);
    }
    for (int ago = length; ago >= 1; ago--) {
      double value = recent.usual(ago);
      if (expectations.tail(value, Rows.NO_TIME) < Consensus.ODD) {
        recent.setAside(ago, expectations.usual(Rows.NO_TIME));
      }
    }
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(28_000);
    out.putInt(1).putInt(memory.courses).putLong(learnt);
    if (warmUp != null) {
      warmUp.write(out);
    } else {
      recent.write(out);
      expectations.write(out);
      views.write(out);
      cadence.write(out);
      span.write(out);
      event.write(out);
      if (habits != null) {
        habits.write(out);
      }
      forecaster.write(out);
    }
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
    if (warmUp != null) {
      return new Score.WarmingUp(WarmUp.RECORDS - learnt);
    }
    return new Score.Ready(judge(point[0], time), Consensus.THRESHOLD);
  }

  @Override
  public void learn(double[] point, long time) {
    if (Rows.measurable(point, 0, 1)) {
      absorb(point[0], time, warmUp != null ? 0 : judge(point[0], time));
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
      double score = 0;
      if (warmUp != null) {
        out.warming(row, WarmUp.RECORDS - learnt);
      } else {
        score = judge(value, time);
        if (run.ready(row, score, Consensus.THRESHOLD)) {
          explain(value, time, row, at, out);
        }
        forecaster.write(time, row, at, out);
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
    judge(point[0], time);
    explain(point[0], time, 0, 0, scores);
    return scores.explanation(rows, 0);
  }

  @Override
  public Forecasts forecast(double[] point, long time) {
    return forecaster.forecasts(time);
  }

  /** The score of a value. Behind missing records only the value by itself is judged. */
  private double judge(double value, long time) {
    consensus.begin(learnt, event.habit());
    forecaster.look(time);
    judgeAlone(value, time);
    if (cadence.missing(time) == 0) {
      recent.look(judged, isOdd());
      boolean isOne = recent.widens() && !(isOdd() && expectations.isFar(judged, time));
      views.judge(value, judged, tail, isOne, consensus);
    } else {
      consensus.addAlone(tail);
    }
    return consensus.score(tail, rarity);
  }

  /** Finds the tail of the value, less an event that is usual at that time of the week. */
  private void judgeAlone(double value, long time) {
    judged = value;
    tail = expectations.tail(value, time);
    rarity = expectations.rarity();
    double size = habits == null ? 0 : habits.size(time);
    if (habits != null && size != 0) {
      double without = expectations.tail(value - size, time);
      if (without > tail || habits.isWhole(time)) {
        judged = value - size;
        tail = without;
        rarity = expectations.rarity();
      }
    }
  }

  private boolean isOdd() {
    return tail < Consensus.ODD;
  }

  /** Takes in a value that was judged. */
  private void absorb(double value, long time, double score) {
    if (warmUp != null) {
      absorb(warmUp, value, time);
      return;
    }
    if (fill(time)) {
      recent.look(judged, isOdd());
    }
    boolean isFlagged = score >= Consensus.THRESHOLD;
    boolean isAside = isOdd() && !event.isAccepted() && (isFlagged || event.isOpen());
    if (habits != null) {
      boolean isHabit = judged != value;
      double excess = value - expectations.usual(time);
      habits.learn(time, excess, isHabit ? !isAside : isAside);
    }
    if (isAside) {
      pass(judged, time, isFlagged);
    } else {
      remember(judged, time);
      event.note(isFlagged, 1, cadence.perMonth());
    }
    views.note(value, time, !isFlagged);
    learnt++;
  }

  /** Takes in a value of the warm-up; with the last one all of them are learnt. */
  private void absorb(WarmUp first, double value, long time) {
    first.add(value, time);
    learnt++;
    if (first.size() < WarmUp.RECORDS) {
      return;
    }
    first.trim();
    expectations.begin(first.middle(), first.spread());
    for (int i = 0; i < WarmUp.RECORDS; i++) {
      fill(first.time(i));
      recent.look(first.value(i), false);
      forecaster.look(first.time(i));
      remember(first.value(i), first.time(i));
      views.note(first.value(i), first.time(i), true);
    }
    warmUp = null;
  }

  /** Puts what was to be expected in the place of records that are missing before that time. */
  private boolean fill(long time) {
    int missing = cadence.missing(time);
    for (int i = missing; i > 0; i--) {
      double usual = expectations.usual(cadence.before(time, i));
      views.pass(usual);
      recent.fill(usual);
    }
    cadence.note(time);
    return missing > 0;
  }

  private void remember(double value, long time) {
    forecaster.learn(value);
    expectations.learn(value, time);
    span.include(value);
    views.learn(value);
    recent.keep(value);
  }

  /** Takes note of an odd value of an event, which is not to become usual by lasting. */
  private void pass(double value, long time, boolean isFlagged) {
    double usual = expectations.usual(time);
    double share = event.isPeak(tail) ? cadence.share() : 0;
    event.note(isFlagged, tail, cadence.perMonth());
    expectations.pass(value, usual, time, share);
    if (share > 0 || !isFlagged) {
      views.count(isFlagged ? share : 1);
    }
    views.pass(usual);
    recent.keepOdd(value, usual);
    if (event.isAccepted()) {
      double shift = recent.shift();
      expectations.move(shift);
      views.move(shift);
      recent.accept();
    }
  }

  private void explain(double value, long time, int row, int at, Scores out) {
    Expectation by = expectations.rarest(judged, time);
    double habit = value - judged;
    double alone = consensus.alone();
    double low = habit + span.low(by.low(time, alone));
    double high = habit + span.high(by.high(time, alone));
    out.explain(at, habit + by.expected(time), low, high, 1);
    double counted = consensus.counted();
    WindowViews.saw(row, by.view(), tail, counted, out);
    if (cadence.missing(time) == 0) {
      views.explain(value, judged, row, counted, out);
    }
  }
}
