package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.DrawnSettings;
import dev.weir.chaos.random.drawn.DrawnSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Draws configurations, plays them, and shrinks those that fail: {@code bin/chaos --trial random}
 * with processes, {@code --trial random-engine} inside this process.
 */
public final class RandomTrial {

  /** Name of the trial on processes of the built distribution. */
  public static final String PROCESSES = "random";

  /** Name of the trial on the engine inside this process. */
  public static final String ENGINE = "random-engine";

  private static final int LONGEST_PROBLEM = 3_000;

  /**
   * A request for random trials.
   *
   * @param name {@link #PROCESSES} or {@link #ENGINE}
   * @param seeds of the configurations, in this order
   * @param without reductions for each of them; usually none
   * @param time after which no further configuration is begun
   * @param shrinking longest time for shrinking one
   * @param base where their files go
   * @param javaOptions for processes under trial
   */
  public record Request(
      String name,
      Seeds seeds,
      List<String> without,
      Duration time,
      Duration shrinking,
      Path base,
      String javaOptions) {}

  /** Gives seed after seed. */
  @FunctionalInterface
  public interface Seeds {
    /** The seed of configuration {@code number}, counted from 0; negative if there are no more. */
    long seed(int number);
  }

  private record Failure(long seed, Shrinker.Smallest smallest) {}

  private final Request request;
  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private final List<Map<String, Object>> configurations = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();

  public RandomTrial(Request request, PrintWriter out, LongSupplier nanoTime) {
    this.request = request;
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /** Plays until the time is up or there is no seed left; returns how many failed. */
  public int run() throws Exception {
    long start = nanoTime.getAsLong();
    try (Level level = Levels.of(request)) {
      Player player = new Player(level, request.base());
      long seed = request.seeds().seed(0);
      while (seed >= 0 && nanoTime.getAsLong() - start < request.time().toNanos()) {
        one(seed, player);
        seed = request.seeds().seed(configurations.size());
      }
    }
    summary(nanoTime.getAsLong() - start);
    return failures.size();
  }

  private void one(long seed, Player player) throws Exception {
    Drawn drawn = Drawn.draw(seed).reducedBy(request.without());
    long begun = nanoTime.getAsLong();
    Player.Played played = player.play(drawn);
    double seconds = (nanoTime.getAsLong() - begun) / 1e9;
    boolean kept = played.problems().isEmpty();
    out.printf(
        "%4d  seed %-10d %-6s %6.1f s  %s%n",
        configurations.size() + 1, seed, kept ? "kept" : "BROKEN", seconds, drawn.summary());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("seed", seed);
    entry.put("drawn", drawn.summary());
    entry.put("records", drawn.records());
    entry.put("lives", drawn.lives().size());
    entry.put("seconds", Math.round(seconds * 10) / 10.0);
    entry.put("verdict", kept ? "kept" : "broken");
    configurations.add(entry);
    if (!kept) {
      shrink(seed, drawn, played, player, entry);
    }
  }

  private void shrink(
      long seed, Drawn drawn, Player.Played played, Player player, Map<String, Object> entry)
      throws Exception {
    out.println(indented(played.problems()));
    Shrinker.Smallest failed =
        new Shrinker.Smallest(drawn, request.without(), played.problems(), played.directory());
    Shrinker.Smallest smallest =
        new Shrinker(player, nanoTime).shrink(failed, request.shrinking().toNanos());
    Path description = Files.createDirectories(smallest.directory()).resolve("drawn.txt");
    String text = describe(smallest);
    Files.writeString(description, text + "\n\n" + String.join("\n\n", smallest.problems()) + "\n");
    out.printf("      shrunk to: %s%n", smallest.drawn().summary());
    out.println(text.indent(6).stripTrailing());
    out.println(indented(smallest.problems()));
    out.printf("      again: %s%n", command(seed, smallest.without()));
    out.printf("      its files: %s%n", smallest.directory());
    entry.put("problems", played.problems());
    entry.put("shrunk_to", text);
    entry.put("shrunk_problems", smallest.problems());
    entry.put("again", command(seed, smallest.without()));
    entry.put("files", smallest.directory().toString());
    failures.add(new Failure(seed, smallest));
  }

  private String command(long seed, List<String> without) {
    return "bin/chaos --trial %s --seed %d --runs 1%s"
        .formatted(
            request.name(),
            seed,
            without.isEmpty() ? "" : " --without " + String.join(",", without));
  }

  /** The configuration in full. */
  private static String describe(Shrinker.Smallest smallest) {
    Drawn drawn = smallest.drawn();
    StringBuilder text = new StringBuilder();
    for (DrawnSource source : drawn.sources()) {
      text.append(source.name()).append(": ").append(source.kind()).append(' ');
      text.append(source.shape()).append(' ').append(source.layout()).append('\n');
    }
    DrawnSettings.lines(drawn, drawn.lives().getLast())
        .forEach(line -> text.append(line).append('\n'));
    drawn.lives().forEach(life -> text.append(life).append('\n'));
    return text.toString().stripTrailing();
  }

  private static String indented(List<String> problems) {
    String all = String.join("\n", problems);
    String cut = all.length() > LONGEST_PROBLEM ? all.substring(0, LONGEST_PROBLEM) + "..." : all;
    return cut.indent(6).stripTrailing();
  }

  private void summary(long nanos) {
    double seconds = nanos / 1e9;
    int count = configurations.size();
    long records = configurations.stream().mapToLong(c -> (Integer) c.get("records")).sum();
    out.printf(
        "%s: %d configurations, %d records, %d broken, in %.0f s (%.1f s each)%n",
        request.name(), count, records, failures.size(), seconds, seconds / Math.max(1, count));
    for (Failure failure : failures) {
      String problem = failure.smallest().problems().getFirst().lines().findFirst().orElse("");
      out.printf("  seed %d: %s%n", failure.seed(), problem);
      out.printf("    again: %s%n", command(failure.seed(), failure.smallest().without()));
    }
  }

  /** Returns the configuration and its result, for the report. */
  public Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("trial", request.name());
    report.put("commit", System.getProperty("chaos.commit", "unknown"));
    report.put("configurations", configurations.size());
    report.put("broken", failures.size());
    report.put("verdict", failures.isEmpty() ? "kept" : "broken");
    report.put("list", configurations);
    return report;
  }

  /** Deletes the directory of files if nothing is left in it. */
  public void tidy() throws IOException {
    if (failures.isEmpty() && Files.exists(request.base())) {
      Player.delete(request.base());
    }
  }
}
