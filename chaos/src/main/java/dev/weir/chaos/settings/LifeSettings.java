package dev.weir.chaos.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Settings of one life of the process under trial that may differ from those of the life before and
 * change no result: the order of the detectors, detectors that no series has, workers, batch sizes.
 */
public final class LifeSettings {

  private static final int MOST_WORKERS = 6;
  private static final int SMALLEST_BATCH = 16;
  private static final int LARGEST_BATCH = 96;
  private static final int QUEUE = 400;

  private LifeSettings() {}

  /** The detectors in the order of their list. */
  public static List<String> usual() {
    return List.of(detectors(SeriesKind.ALL_KINDS, List.of()));
  }

  /** Draws the settings of a life. */
  public static List<String> draw(Random random) {
    List<SeriesKind> kinds = new ArrayList<>(SeriesKind.ALL_KINDS);
    Collections.shuffle(kinds, random);
    List<String> added =
        random.nextBoolean()
            ? List.of("{ match = \"unused-%d-*\", type = ewma }".formatted(random.nextInt(9)))
            : List.of();
    return List.of(
        detectors(kinds, added),
        "engine { processing-workers = %d, batch-size = %d, coalesce = %b }"
            .formatted(
                1 + random.nextInt(MOST_WORKERS),
                SMALLEST_BATCH + random.nextInt(LARGEST_BATCH - SMALLEST_BATCH),
                random.nextBoolean()),
        "engine { input-queue-size = %d, output-queue-size = %d }"
            .formatted(QUEUE - random.nextInt(QUEUE / 2), QUEUE - random.nextInt(QUEUE / 2)));
  }

  private static String detectors(List<SeriesKind> kinds, List<String> added) {
    List<String> entries = new ArrayList<>(added);
    kinds.forEach(kind -> entries.add(kind.entry()));
    entries.add(
        "{ match = \"*\", type = isolation-forest, trees = 60, subsample = 128, window = 200 }");
    return "detectors = [" + String.join(",\n    ", entries) + "]";
  }
}
