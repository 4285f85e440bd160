package dev.weir.chaos;

import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * What the crash trials read: a file of many series, enough work for seconds; and beside it a
 * simulator that takes its time, so that there is always something going on when a kill comes.
 */
final class CrashData {

  static final int SERIES = 40;
  static final int RECORDS_PER_SERIES = 600;
  static final int KILLS = Integer.getInteger("chaos.kills", 6);

  /** Enough for so many kills. */
  static final int SIMULATED = 900 * KILLS;

  private static final int SIMULATED_PER_SECOND = 3_000;

  /** How long an undisturbed run takes at least. */
  static final Duration LENGTH = Duration.ofSeconds(SIMULATED / SIMULATED_PER_SECOND);

  /** All records. */
  static final int RECORDS = SERIES * RECORDS_PER_SERIES + SIMULATED;

  private static final String NAME = "readings.csv";

  private CrashData() {}

  /** Writes the file; with spikes everywhere, and a few series that drift. */
  static void writeTo(Workspace workspace) throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("t,series,flow,level\n");
    for (int time = 0; time < RECORDS_PER_SERIES; time++) {
      for (int series = 0; series < SERIES; series++) {
        double spike = random.nextInt(100) == 0 ? 9 : 0;
        double drift = series < 4 && time > RECORDS_PER_SERIES / 2 ? 3 : 0;
        text.append(
            String.format(
                Locale.ROOT,
                "%d,%s-%02d,%.4f,%.4f%n",
                time,
                series % 2 == 0 ? "forest" : "z",
                series,
                10 + random.nextGaussian() + spike + drift,
                3 * random.nextGaussian()));
      }
    }
    workspace.file(NAME, text.toString());
  }

  /** All detectors, much training, and a checkpoint at every turn. */
  static Configuration configuration(Workspace shared) {
    return Configuration.reading(
            "{ type = file, name = readings, path = \"%s\" }".formatted(shared.path(NAME)),
            "{ type = simulator, name = machines, rate = %d, count = %d, features = 2, series = 5 }"
                .formatted(SIMULATED_PER_SECOND, SIMULATED))
        .writingAllTo("detections.jsonl")
        .with(
            "detectors = [{ match = \"z-*\", type = z-score },"
                + " { match = \"*\", type = isolation-forest, trees = 200, window = 300 }]")
        .with("engine { train-after = 100, model-update-frequency = 150, refit-lag = 75 }")
        .with("engine.drift-check-frequency = 150")
        .with("checkpointing.every = 150ms");
  }
}
