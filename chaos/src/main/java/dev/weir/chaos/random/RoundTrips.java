package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Draw;
import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.DrawnSource;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.settings.WeirSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Takes a source through the reference engine, which may be saved and restored on the way. */
final class RoundTrips {

  /**
   * The result.
   *
   * @param stateHash behind the last record
   */
  record Result(Lines lines, String stateHash) {}

  private RoundTrips() {}

  /** Moments at which the engine is restored: the ends of lives, and some of their own. */
  static SortedSet<Long> moments(Drawn drawn, DrawnSource source) {
    Draw draw = Draw.of(drawn.seed(), 5);
    int count = source.shape().count();
    SortedSet<Long> moments = new TreeSet<>();
    drawn.lives().forEach(life -> moments.add((long) (life.until() * count)));
    for (int i = 0; i < 8; i++) {
      moments.add((long) draw.between(0, draw.chance(0.5) ? count : Math.min(count, 300)));
    }
    return moments;
  }

  /** Reads all records, and restores what was saved at each of the moments. */
  static Result run(DrawnSource source, WeirSettings settings, Set<Long> moments) throws Exception {
    Lines lines = new Lines();
    var rules = settings.engine().rules();
    var admission = settings.engine().admission();
    SeriesTable table = new SeriesTable(settings.detectors(), admission);
    ReferenceEngine engine = new ReferenceEngine(rules, Set.of());
    Batch batch = new Batch(1, 1);
    MemorySource memory =
        new MemorySource(
            source.name(),
            source.shape(),
            source.shape().count(),
            OptionalLong.empty(),
            Long.MAX_VALUE);
    Source.Reader reader = memory.open(Optional.empty(), table);
    for (long number = 0; number < source.shape().count(); number++) {
      if (moments.contains(number)) {
        SeriesTable next = new SeriesTable(settings.detectors(), admission);
        ReferenceEngine restored = new ReferenceEngine(rules, Set.of());
        engine.save().forEach(entry -> restored.restore(ByteBuffer.wrap(entry), next));
        restored.restoreTime(ByteBuffer.wrap(engine.saveTime()));
        String before = engine.stateHash();
        if (!restored.stateHash().equals(before)) {
          throw new AssertionError("saved and restored, the state is another at record " + number);
        }
        engine = restored;
        reader = memory.open(Optional.of(reader.position()), next);
      }
      batch.clear(new Batch.Stream(source.name(), 0, reader.positions()));
      reader.poll(batch, 1, Duration.ZERO);
      engine.observe(batch);
      lines.take(batch);
    }
    return new Result(lines, engine.stateHash());
  }
}
