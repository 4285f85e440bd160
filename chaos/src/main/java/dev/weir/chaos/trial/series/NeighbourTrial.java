package dev.weir.chaos.trial.series;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.chaos.files.Unreadable;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * N1: four sources in one process, of which one fails again and again. Each run is made twice, with
 * and without the failures, and the latencies are compared.
 */
public final class NeighbourTrial implements Trial {

  private static final int NEIGHBOURS = 3;
  private static final int PER_SECOND = 400;
  private static final int FAILING_RECORDS = 200;
  private static final int BROKEN_MILLIS = 1_500;
  private static final int WHOLE_MILLIS = 1_500;

  /** Below so many seconds a percentile of latency is that of the start. */
  private static final int FEWEST_SECONDS = 120;

  /** How much longer the 99th percentile of latency may be beside a source that fails. */
  private static final double MOST = 1.5;

  private static final String GOES_BACK = "source '%s' goes back";
  private static final String NOT_SAVED = "the last state of source 'failing' is not saved";

  /** Not every failure in a row is logged. */
  private static final Pattern IN_A_ROW = Pattern.compile("(\\d+)\\. time in a row");

  private final Duration lasting;

  public NeighbourTrial() {
    this(Duration.ofMinutes(10));
  }

  private NeighbourTrial(Duration lasting) {
    this.lasting = lasting;
  }

  @Override
  public Trial lasting(Duration time) {
    return new NeighbourTrial(time);
  }

  @Override
  public String name() {
    return "N1";
  }

  @Override
  public String what() {
    return "one of four sources fails every few seconds for %d s (--seconds): the others go on"
        .formatted(lasting.toSeconds());
  }

  @Override
  public int usualRuns() {
    return 3;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    List<Double> beside = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      // By turns the one and the other first: what else the machine does is shared.
      boolean failingFirst = run % 2 == 0;
      for (boolean failing : List.of(failingFirst, !failingFirst)) {
        double p99 = once(lab, run, failing, figures);
        (failing ? beside : alone).add(p99);
        lab.say(
            "run %d, %s: p99 %.1f ms".formatted(run, failing ? "one fails" : "none fails", p99));
      }
      figures.ran();
    }
    double ratio = median(beside) / median(alone);
    figures.detail("p99_ms_beside_a_failing_one", beside);
    figures.detail("p99_ms_alone", alone);
    figures.detail("p99_ratio_of_medians", String.format(Locale.ROOT, "%.2f", ratio));
    if (lasting.toSeconds() >= FEWEST_SECONDS && ratio > MOST) {
      figures.broken(
          "p99 beside a source that fails is %.2f times that without it".formatted(ratio));
    }
  }

  /** One life of the process; returns its 99th percentile of latency in milliseconds. */
  private double once(Lab lab, int run, boolean failing, TrialFigures figures) throws Exception {
    Workspace place = lab.place("run-%d-%s".formatted(run, failing ? "failing" : "alone"));
    Path input = place.inside("failing").directory();
    Files.writeString(input.resolve("a.csv"), rows());
    place.file("weir.conf", configuration(place, lab.seed() + run));
    WeirProcess.Start how = WeirProcess.Start.in(place);
    try (WeirProcess process =
        how.withJava(how.javaOptions() + " " + lab.javaOptions())
            .weir("run", "-c", "weir.conf", "--output", "json")) {
      ServiceClient.of(process);
      long end = System.nanoTime() + lasting.toNanos();
      while (System.nanoTime() < end && process.isAlive()) {
        if (failing) {
          fail(process, input);
        } else {
          process.endsWithin(BROKEN_MILLIS + WHOLE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
      process.terminate();
      ServiceReport report = ended(process.await(WeirProcess.PATIENCE), failing).report();
      judge(process.said(), report, failing, figures);
      return report.json().at("/latency_ms/p99").asDouble();
    }
  }

  /** A file that cannot be read turns up, and goes again. */
  private static void fail(WeirProcess process, Path input) throws Exception {
    Path broken = input.resolve("b.csv");
    Unreadable.link(broken);
    process.endsWithin(BROKEN_MILLIS, TimeUnit.MILLISECONDS);
    Files.delete(broken);
    process.endsWithin(WHOLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A stop while a source is down ends with 1 and names that source. */
  private static ProcessOutcome ended(ProcessOutcome outcome, boolean failing) {
    boolean named = failing && outcome.exitCode() == 1 && outcome.err().contains(NOT_SAVED);
    return named ? outcome : outcome.endedWith(0);
  }

  private void judge(String said, ServiceReport report, boolean failing, TrialFigures figures) {
    long failures =
        said.lines()
            .filter(line -> line.contains(GOES_BACK.formatted("failing")))
            .mapToLong(NeighbourTrial::inARow)
            .max()
            .orElse(0);
    figures.count("failures", failures);
    long fewest = failing ? Math.max(1, lasting.toSeconds() / 60) : 0;
    if (failures < fewest) {
      figures.broken("the source failed %d times: the trial proves nothing".formatted(failures));
    }
    for (int i = 0; i < NEIGHBOURS; i++) {
      long rewinds = count(said, GOES_BACK.formatted("calm-" + i));
      figures.count("rewinds_of_others", rewinds);
      if (rewinds > 0) {
        figures.broken("source 'calm-%d' went back %d times".formatted(i, rewinds));
      }
    }
    JsonNode read = report.json().at("/records/read");
    figures.count("records", read.asLong());
    // A process that stood still for half of the time has not gone on.
    long expected = lasting.toSeconds() * NEIGHBOURS * PER_SECOND;
    if (2 * read.asLong() < expected) {
      figures.broken("only %d of about %d records were read".formatted(read.asLong(), expected));
    }
  }

  private static long inARow(String line) {
    Matcher matcher = IN_A_ROW.matcher(line);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 1;
  }

  private static String configuration(Workspace place, long seed) {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < NEIGHBOURS; i++) {
      sources.add(
          "{ type = simulator, name = calm-%d, rate = %d, series = 20, features = 2, seed = %d }"
              .formatted(i, PER_SECOND, Math.floorMod(seed, 1_000) + i));
    }
    sources.add(
        "{ type = file, name = failing, path = \"%s\", follow = true }"
            .formatted(place.path("failing")));
    return Configuration.reading(sources.toArray(String[]::new))
        .writingAllTo("detections.jsonl")
        .with("checkpointing.every = 1s")
        .text();
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder("timestamp,series,v\n");
    for (int i = 0; i < FAILING_RECORDS; i++) {
      rows.append("%d,f,%.1f%n".formatted(1_700_000_000 + i, i * 7919 % 101 / 10.0));
    }
    return rows.toString();
  }

  private static long count(String text, String what) {
    return text.lines().filter(line -> line.contains(what)).count();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
