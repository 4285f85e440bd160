package dev.weir.chaos.fault;

import dev.weir.chaos.process.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * State directories that earlier builds saved after the first {@link #READ} records of a fixed
 * file, under a fixed configuration. They are kept as they were written: never make one again; a
 * build whose format differs adds its own, by a run of its distribution on {@link #rows} and {@link
 * #configuration}.
 *
 * @param build the commit that wrote it
 */
public record EarlierState(String build) {

  public static final List<EarlierState> ALL = List.of(new EarlierState("34bc57f"));

  /** The files that it had read. */
  public static final int READ = 3_000;

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> SERIES =
      List.of("z", "budget", "robust", "ewma", "forest", "half", "auto", "silent");

  /** The file with so many records. */
  public static String rows(int count) {
    StringBuilder rows = new StringBuilder("timestamp,series,flow,level\n");
    for (int number = 1; number <= count; number++) {
      SplittableRandom random = new SplittableRandom(0x9E3779B97F4A7C15L * number);
      String series = SERIES.get(number % SERIES.size());
      boolean stopped = series.equals("silent") && number % 600 > 300;
      double spike = random.nextInt(60) == 0 ? 9 : 0;
      double shift = number > 2_400 ? 1.5 : 0;
      rows.append(
          "%s,%s,%.3f,%.3f%n"
              .formatted(
                  BEGINNING.plusSeconds(number),
                  stopped ? "z" : series,
                  10 + random.nextDouble() + random.nextDouble() + shift + spike,
                  5 + random.nextDouble() - spike / 2));
    }
    return rows.toString();
  }

  /** The configuration; the file has its name without a directory, so that it may be anywhere. */
  public static Configuration configuration() {
    return Configuration.reading(
            "{ type = file, name = readings, path = readings.csv, follow = false }")
        .writingAllTo("detections.jsonl")
        .with("alerting.receivers = [{ type = log, name = journal }]")
        .with(
            "detectors = [{ match = z, type = z-score },"
                + " { match = silent, type = z-score, silence = 150s },"
                + " { match = budget, type = z-score, alert-budget = \"20 per day\" },"
                + " { match = robust, type = robust-z-score, window = 40 },"
                + " { match = ewma, type = ewma },"
                + " { match = forest, type = isolation-forest, trees = 20, subsample = 32,"
                + " window = 60 },"
                + " { match = half, type = half-space-trees },"
                + " { match = \"*\", type = auto }]")
        .with("engine { train-after = 40, model-update-frequency = 50, refit-lag = 20 }")
        .with("engine.drift-check-frequency = 30")
        .with("incidents.quiet-records = 10");
  }

  /** Unpacks it into a directory. */
  public void unpack(Path into) throws IOException {
    try (InputStream file =
            EarlierState.class.getResourceAsStream("state-%s.zip".formatted(build));
        ZipInputStream zip = new ZipInputStream(present(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("%s is outside of the archive".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.write(target, zip.readAllBytes());
        }
      }
    }
  }

  private InputStream present(InputStream file) throws IOException {
    if (file == null) {
      throw new IOException("there is no state of build " + build);
    }
    return file;
  }
}
