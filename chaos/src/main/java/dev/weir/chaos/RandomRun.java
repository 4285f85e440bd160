package dev.weir.chaos;

import dev.weir.chaos.process.Archive;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.random.RandomTrial;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the random trials as the command line asks for it. */
final class RandomRun {

  static final List<String> NAMES = List.of(RandomTrial.PROCESSES, RandomTrial.ENGINE);

  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Duration SHRINKING = Duration.ofMinutes(4);

  private final String name;
  private final Optional<Integer> runs;
  private final Duration time;
  private final Duration shrinking;
  private final List<String> without;
  private @Nullable RandomTrial trial;

  RandomRun(
      String name,
      Optional<Integer> runs,
      Optional<String> time,
      Optional<String> shrinking,
      List<String> without) {
    this.name = name;
    this.runs = runs;
    this.time = time.map(RandomRun::duration).orElse(runs.isPresent() ? Duration.ofDays(1) : USUAL);
    this.shrinking = shrinking.map(RandomRun::duration).orElse(SHRINKING);
    this.without = without;
  }

  static void list(PrintWriter out) {
    out.printf("%s: drawn configurations, sources and faults, on processes%n", NAMES.get(0));
    out.printf("%s: the same inside one process, many a second%n", NAMES.get(1));
  }

  /** Plays configurations with this seed and those after it; returns how many failed. */
  int play(long seed, Path base, PrintWriter out) throws Exception {
    int most = runs.orElse(Integer.MAX_VALUE);
    Path place = Files.createDirectories(base.resolve(name));
    RandomTrial.Request request =
        new RandomTrial.Request(
            name,
            number -> number < most ? seed + number : -1,
            without,
            time,
            shrinking,
            place,
            name.equals(RandomTrial.PROCESSES)
                ? Archive.option(new Workspace(place).inside("archive"))
                : "");
    trial = new RandomTrial(request, out, System::nanoTime);
    int failed = trial.run();
    trial.tidy();
    return failed;
  }

  Map<String, Object> report() {
    RandomTrial played = trial;
    if (played == null) {
      throw new IllegalStateException("nothing was played yet");
    }
    return played.report();
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
