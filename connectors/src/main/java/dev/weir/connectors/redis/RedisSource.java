package dev.weir.connectors.redis;

import dev.weir.connectors.Pause;
import dev.weir.connectors.inference.live.LiveReading;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.SourceAwayException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A Redis stream, read by position or through a consumer group; for ever.
 *
 * <p>Where to read is what the checkpoint says. A group shows others what was read and is not safe:
 * entries are acknowledged once the oldest checkpoint that is kept covers them.
 */
public final class RedisSource implements Source {

  /** Pending entries cost Redis memory. */
  private static final long CHECKPOINT_AFTER = 500_000;

  private final RedisSourceSettings settings;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Consumer<String> warnings;
  private final Setup setup;
  private final DecisionLog readings;
  private final Consumer<String> notes;

  /**
   * Connects to nothing yet. Reads records as the settings and the usual names say.
   *
   * @param nanoTime the clock of retries
   * @param warnings receives a sentence when entries were lost, or the server is away or back
   */
  public RedisSource(
      RedisSourceSettings settings, Pause pause, LongSupplier nanoTime, Consumer<String> warnings) {
    this(
        settings, pause, nanoTime, warnings, Setup.of(text(settings)), DecisionLog.none(), u -> {});
  }

  private RedisSource(
      RedisSourceSettings settings,
      Pause pause,
      LongSupplier nanoTime,
      Consumer<String> warnings,
      Setup setup,
      DecisionLog readings,
      Consumer<String> notes) {
    this.settings = settings;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.warnings = warnings;
    this.setup = setup;
    this.readings = readings;
    this.notes = notes;
  }

  /**
   * Returns a source that decides by its first record what the settings do not say.
   *
   * @param log of how records are read
   * @param said takes how records are read, the name of the source in front left out
   */
  public RedisSource deciding(DecisionLog log, Consumer<String> said) {
    TextSettings text = text(settings);
    Setup open =
        new Setup(
            Optional.of(text.format()),
            Optional.empty(),
            text.longestLine(),
            text.record(),
            text.layout());
    return new RedisSource(settings, pause, nanoTime, warnings, open, log, said);
  }

  private static TextSettings text(RedisSourceSettings settings) {
    return new TextSettings(LineFormat.JSONL, ',', TextSettings.LONGEST_LINE, settings.record());
  }

  @Override
  public String name() {
    return settings.pipeline();
  }

  @Override
  public boolean rewindable() {
    return true;
  }

  @Override
  public OptionalLong checkpointAfter() {
    return settings.group().isPresent() ? OptionalLong.of(CHECKPOINT_AFTER) : OptionalLong.empty();
  }

  /** Accepts a server that is still loading its data: the reader waits for it. */
  @Override
  public void probe() throws IOException {
    try (Link link = Link.open(settings.address(), nanoTime)) {
      StreamInfo.read(link, Link.bytes(settings.stream()));
    } catch (RedisFailure e) {
      if (e.kind() == RedisFailure.Kind.UNREACHABLE) {
        throw new SourceAwayException(String.valueOf(e.getMessage()), e);
      }
      if (e.kind() != RedisFailure.Kind.LOADING) {
        throw e;
      }
    }
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
    StreamPosition start =
        from.isPresent() ? StreamPosition.of(from.get()) : StreamPosition.BEGINNING;
    LiveReading live =
        LiveReading.open(
            setup,
            readings,
            start.timeKind().isPresent(),
            place -> StreamPosition.isReached(place, start),
            notes);
    return new RedisReader(settings, start, series, new Outages(pause, nanoTime), warnings, live);
  }

  @Override
  public boolean isBehind(Position place, Position other) throws IOException {
    return StreamPosition.of(place).isBehind(StreamPosition.of(other));
  }
}
