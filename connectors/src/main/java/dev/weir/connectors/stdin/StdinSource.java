package dev.weir.connectors.stdin;

import dev.weir.connectors.inference.live.LiveReading;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lines from standard input, until it ends.
 *
 * <p>Input cannot be read twice. After a restart the pipeline keeps its models and treats the input
 * as a new incarnation of the source; records that were read and not saved before a kill are lost
 * to the models.
 */
public final class StdinSource implements Source {

  private final String name;
  private final Setup setup;
  private final InputStream in;
  private final DecisionLog readings;
  private final Consumer<String> notes;

  /**
   * Reads from a stream, which is read by nobody else.
   *
   * @param setup without a format if the first lines decide it
   * @param readings log of how records are read
   * @param notes takes how records are read, the name of the source in front left out
   */
  public StdinSource(
      String name, Setup setup, InputStream in, DecisionLog readings, Consumer<String> notes) {
    this.name = name;
    this.setup = setup;
    this.in = in;
    this.readings = readings;
    this.notes = notes;
  }

  /**
   * Reads from a stream, which is read by nobody else, as these settings and the usual names say.
   */
  public StdinSource(String name, TextSettings settings, InputStream in) {
    this(name, Setup.of(settings), in, DecisionLog.none(), unused -> {});
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean rewindable() {
    return false;
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
    if (from.isPresent()) {
      throw new IOException(
          "standard input cannot be read again from line %s".formatted(from.get().value()));
    }
    return StdinReader.open(
        setup,
        known -> LiveReading.open(known, readings, false, place -> true, notes),
        new Pump(in),
        series);
  }
}
