package dev.weir.benchmarks.throughput;

import dev.weir.connectors.simulator.Simulator;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Takes what a configuration simulates through the bare loop, in a process of its own, and prints
 * the records a second. Argument: the configuration.
 */
public final class BareRun {

  /** Records that the engine reads at a time when it is behind, with queues of the default size. */
  private static final int BATCH = 1250;

  private BareRun() {}

  public static void main(String[] args) throws Exception {
    WeirSettings settings = SettingsReader.read(ConfigFile.load(Path.of(args[0])));
    Simulator source = source(settings);
    BareLoop loop = new BareLoop(settings.engine().rules(), BATCH);
    long start = System.nanoTime();
    BareLoop.Outcome outcome = loop.run(source, settings.detectors());
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%.1f%n", outcome.records() / seconds);
  }

  /** The one source, as fast as it is read. */
  static Simulator source(WeirSettings settings) {
    if (settings.sources().size() == 1
        && settings.sources().getFirst() instanceof SourceSettings.Simulated simulated) {
      return new Simulator(
          simulated.name(), simulated.settings(), Double.POSITIVE_INFINITY, System::nanoTime);
    }
    throw new IllegalArgumentException("the configuration must have one source, a simulator");
  }
}
