package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Draw;
import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.DrawnSettings;
import dev.weir.chaos.random.drawn.DrawnSource;
import dev.weir.chaos.random.drawn.Fault;
import dev.weir.chaos.random.drawn.Life;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.engine.EngineSettings;
import dev.weir.settings.WeirSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Plays a drawn configuration inside this process: each source through the reference engine without
 * and with restores, and through the actors of the engine, life after life.
 */
final class EngineLevel implements Level {

  private final boolean actors;
  private final Actors system = new Actors();

  /**
   * Makes one.
   *
   * @param actors whether the engine runs as well, not only the reference engine
   */
  EngineLevel(boolean actors) {
    this.actors = actors;
  }

  @Override
  public List<String> problems(Drawn drawn, Path directory) throws Exception {
    List<String> problems = new ArrayList<>();
    for (DrawnSource source : drawn.sources()) {
      problems.addAll(problems(drawn, source, directory));
    }
    return problems;
  }

  private List<String> problems(Drawn drawn, DrawnSource source, Path directory) throws Exception {
    List<String> problems = new ArrayList<>();
    WeirSettings settings = DrawnSettings.of(drawn, drawn.lives().getLast());
    RoundTrips.Result calm = RoundTrips.run(source, settings, Set.of());
    RoundTrips.Result restored =
        RoundTrips.run(source, settings, RoundTrips.moments(drawn, source));
    String what = "source %s, restored".formatted(source.name());
    Difference.first(what, restored.lines().all(), calm.lines().all()).ifPresent(problems::add);
    if (!restored.stateHash().equals(calm.stateHash())) {
      problems.add(what + ": what was learned differs");
    }
    if (actors && problems.isEmpty()) {
      play(drawn, source, directory, calm, problems);
    }
    return problems;
  }

  private void play(
      Drawn drawn,
      DrawnSource source,
      Path directory,
      RoundTrips.Result calm,
      List<String> problems)
      throws Exception {
    Draw draw = Draw.of(drawn.seed(), 6);
    Path place = directory.resolve(source.name());
    Lines lines = new Lines();
    int count = source.shape().count();
    int begin = 0;
    for (Life life : drawn.lives()) {
      int end = (int) (life.until() * count);
      WeirSettings settings = DrawnSettings.of(drawn, life);
      EngineSettings engine = settings.engine().sharedBy(drawn.sources().size());
      // A failure of the source takes the pipeline back to its last checkpoint, as a kill does.
      boolean fails = life.fault() != Fault.STOP && end > begin;
      MemorySource memory =
          new MemorySource(
              source.name(),
              source.shape(),
              end,
              fails ? OptionalLong.of(draw.between(20, 200)) : OptionalLong.empty(),
              fails ? draw.between(begin, end - 1) : Long.MAX_VALUE);
      system.run(
          memory, lines, settings.detectors(), engine, new LocalCheckpointStore(place, 2, _ -> {}));
      begin = end;
    }
    String what = "source %s, through the engine".formatted(source.name());
    lines.changed().ifPresent(pair -> problems.add(what + ": said twice, differently: " + pair));
    Difference.first(what, lines.all(), calm.lines().all()).ifPresent(problems::add);
    String hash =
        new LocalCheckpointStore(place, 2, _ -> {})
            .latest(source.name())
            .orElseThrow(() -> new AssertionError("there is no checkpoint"))
            .stateHash();
    if (!hash.equals(calm.stateHash())) {
      problems.add(what + ": what was learned differs");
    }
  }

  @Override
  public void close() {
    system.close();
  }
}
