package dev.weir.engine.testing;

import dev.weir.detectors.SplitMix64;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.DeadLetter;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records that are a function of their number: many series of different speed, with anomalies,
 * drifts, missing values and records that cannot be read. Ends after so many records.
 */
public final class ScriptedSource implements Source {

  /** Value that test detectors may choke on. */
  public static final double ODD = 777_777;

  private final String name;
  private final long records;
  private final int series;
  private final int features;
  private final List<Long> odd;
  private final List<Position> commits = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong opens = new AtomicLong();
  private volatile OptionalLong checkpointAfter = OptionalLong.empty();
  private long begin;
  private volatile long failAt = Long.MAX_VALUE;
  private volatile CountDownLatch mayFail = new CountDownLatch(0);
  private boolean disordered;
  private boolean halting;
  private boolean whole;
  private int lacking;
  private long holdAfter = Long.MAX_VALUE;

  /**
   * A source of its own.
   *
   * @param odd numbers of records whose first value is {@link #ODD}
   */
  public ScriptedSource(String name, long records, int series, int features, List<Long> odd) {
    this.name = name;
    this.records = records;
    this.series = series;
    this.features = features;
    this.odd = List.copyOf(odd);
  }

  /** Fails once when it comes to this record. */
  public void failAt(long record) {
    failAt(record, new CountDownLatch(0));
  }

  /** Fails once when it comes to this record, and not before the latch is open. */
  public void failAt(long record, CountDownLatch open) {
    mayFail = open;
    failAt = record;
  }

  /** Wants a checkpoint after so many records. */
  public ScriptedSource checkpointAfter(long records) {
    checkpointAfter = OptionalLong.of(records);
    return this;
  }

  /** Has nothing more for now when so many records were read since it was opened. */
  public ScriptedSource holdAfter(long count) {
    holdAfter = count;
    return this;
  }

  /** Some of its records are late. */
  public ScriptedSource disordered() {
    disordered = true;
    return this;
  }

  /**
   * Series stop for a while, the whole stream pauses, and times are far too late, far too early, or
   * behind for long.
   */
  public ScriptedSource halting() {
    halting = true;
    return this;
  }

  /**
   * A record lacks all of its values or none, but those of one series, which lack the first: what
   * earlier builds made of both was the same.
   */
  public ScriptedSource lackingAllBut(int ofSeries) {
    whole = true;
    lacking = ofSeries;
    return this;
  }

  /** Begins with this record, as if those before were in another source. */
  public ScriptedSource beginningAt(long record) {
    begin = record;
    return this;
  }

  @Override
  public OptionalLong checkpointAfter() {
    return checkpointAfter;
  }

  public long opens() {
    return opens.get();
  }

  public List<Position> commits() {
    return List.copyOf(commits);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean rewindable() {
    return true;
  }

  @Override
  public boolean isBehind(Position place, Position other) {
    return Long.parseLong(place.value()) > Long.parseLong(other.value());
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable table) {
    opens.incrementAndGet();
    return new ScriptedReader(table, from.map(p -> Long.parseLong(p.value())).orElse(begin));
  }

  private static final long MINUTE = 60_000_000_000L;

  private final class ScriptedReader implements Reader {

    private final SeriesTable table;
    private final List<String> names = new ArrayList<>();
    private final long hold;
    private long next;

    ScriptedReader(SeriesTable table, long next) {
      this.table = table;
      this.next = next;
      this.hold = holdAfter == Long.MAX_VALUE ? Long.MAX_VALUE : next + holdAfter;
      for (int i = 0; i < features; i++) {
        names.add("f" + i);
      }
    }

    @Override
    public State poll(Batch into, int limit, Duration patience)
        throws java.io.IOException, InterruptedException {
      into.timeKind(EventTime.INSTANT);
      for (int i = 0; i < limit && next < Math.min(records, hold); i++) {
        if (next == failAt) {
          mayFail.await();
          failAt = Long.MAX_VALUE;
          throw new java.io.IOException("the source is gone");
        }
        put(into, next);
        next++;
      }
      if (next == hold && next < records && into.size() == 0) {
        // As any source that has nothing: nothing comes while it waits.
        new CountDownLatch(1).await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return State.IDLE;
      }
      return next < records ? State.READY : State.ENDED;
    }

    private void put(Batch into, long number) {
      SplitMix64 random = new SplitMix64(SplitMix64.seedOf(17, number));
      if (random.nextInt(97) == 0) {
        into.reject(new DeadLetter(DeadLetter.Reason.MALFORMED, "bad", "x" + number), 0, number);
        return;
      }
      // Half of the records belong to series 0, the rest to all.
      int drawn = random.nextInt(2) == 0 ? 0 : random.nextInt(series);
      int which = halting && halts(drawn, number) ? 0 : drawn;
      boolean anomalous = random.nextInt(40) == 0;
      boolean missing = random.nextInt(150) == 0;
      boolean all = missing && (whole ? drawn != lacking : number % 2 == 0);
      double shift = number % 4_000 > 2_000 ? 3 : 0;
      for (int i = 0; i < features; i++) {
        double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        double value = 10 * which + shift + noise + (anomalous ? 8 : 0);
        into.value(
            all || (missing && i == 0) ? Double.NaN : i == 0 && odd.contains(number) ? ODD : value);
      }
      Series of = table.intern("series-" + which, names);
      long behind = disordered && number % 11 == 0 ? 200 : 0;
      into.put(
          of,
          (minute(number) - behind) * MINUTE,
          anomalous ? Label.ANOMALOUS : Label.NORMAL,
          0,
          number);
    }

    private boolean halts(int which, long number) {
      return which % 3 != 0 && (number / 500 + which) % 4 == 0;
    }

    private long minute(long number) {
      if (!halting) {
        return number;
      }
      long pauses = 3_000 * (number / 1_700);
      SplitMix64 random = new SplitMix64(SplitMix64.seedOf(18, number));
      if (random.nextInt(50) == 0) {
        return number + pauses + (random.nextInt(2) == 0 ? 500_000 : -500_000);
      }
      boolean astray = number % 4_500 == 2_000 || number % 4_500 == 2_001;
      boolean behind = number % 4_500 > 3_400;
      return number + pauses + (astray ? 1_000_000 : 0) - (behind ? 20_000 : 0);
    }

    @Override
    public Position position() {
      return new Position(Long.toString(next));
    }

    @Override
    public PositionFormat positions() {
      return PositionFormat.NUMBER;
    }

    @Override
    public void commit(Position upTo) {
      commits.add(upTo);
    }

    @Override
    public void close() {}
  }
}
