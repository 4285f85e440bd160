package dev.weir.benchmarks.drift;

import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Records of one shape for ever, or until there are enough.
 *
 * @param series which take turns
 */
record ShapeSource(Shape shape, int series, int features, long records, long seed)
    implements Source {

  @Override
  public String name() {
    return "stable";
  }

  @Override
  public boolean rewindable() {
    return false;
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable table) {
    return new ShapeReader(table);
  }

  private final class ShapeReader implements Reader {

    private final Series[] all = new Series[series];
    private final double[][] last = new double[series][features];
    private final SplittableRandom random = new SplittableRandom(seed);
    private long next;

    ShapeReader(SeriesTable table) {
      List<String> names = IntStream.range(0, features).mapToObj(i -> "feature_" + i).toList();
      for (int i = 0; i < series; i++) {
        all[i] = table.intern("stable-" + i, names);
      }
    }

    @Override
    public State poll(Batch into, int limit, Duration patience) {
      into.timeKind(EventTime.NUMBER);
      for (int i = 0; i < limit && next < records; i++) {
        int which = (int) (next % series);
        for (int feature = 0; feature < features; feature++) {
          last[which][feature] = shape.next(random, last[which][feature]);
        }
        into.values(last[which], 0, features);
        into.put(all[which], next, Label.NORMAL, 0, next);
        next++;
      }
      return next < records ? State.READY : State.ENDED;
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
      // Nothing to forget.
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
