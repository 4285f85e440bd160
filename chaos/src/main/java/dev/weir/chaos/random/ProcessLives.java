package dev.weir.chaos.random;

import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.random.drawn.Draw;
import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.Fault;
import dev.weir.chaos.random.drawn.Life;
import dev.weir.chaos.random.feed.Feeds;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Plays the lives of a process: gives it records, makes the faults, and lets it finish. */
final class ProcessLives {

  static final String ALL = "all.jsonl";
  private static final String IDLE = "700ms";
  private static final int STEPS = 12;
  private static final int START_FACTOR = 4;

  /** From its start to its first new detection: there may be nothing left to detect. */
  private static final Duration FIRST = Duration.ofSeconds(2);

  /** Said when it has started: from here on it stops in order at SIGTERM. */
  private static final String STARTED = "status at http://";

  private static final int MOST_ENDS = 5;

  private final Drawn drawn;
  private final Feeds feeds;
  private final Workspace place;
  private final ProcessConfiguration configuration;
  private final RedisServer server;
  private final WeirProcess.Start start;

  ProcessLives(
      Drawn drawn,
      Feeds feeds,
      Workspace place,
      ProcessConfiguration configuration,
      RedisServer server,
      String javaOptions) {
    this.drawn = drawn;
    this.feeds = feeds;
    this.place = place;
    this.configuration = configuration;
    this.server = server;
    WeirProcess.Start usual = WeirProcess.Start.in(place);
    this.start = usual.withJava(usual.javaOptions() + " " + javaOptions);
  }

  /** Plays all; returns what the last one reports. */
  ServiceReport play() throws Exception {
    if (drawn.neighbour()) {
      // A regular file whose reads end with EINVAL: the loopback interface has no speed.
      Path folder = Files.createDirectories(place.path("neighbour"));
      Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("/sys/class/net/lo/speed"));
    }
    double given = 0;
    int number = 0;
    for (Life life : drawn.lives().subList(0, drawn.lives().size() - 1)) {
      feeds.upTo(drawn, given + (life.until() - given) * life.before(), false);
      write(life, number++);
      try (WeirProcess process = start.weir("run", "-c", "weir.conf", "--output", "json")) {
        live(process, life, given);
      }
      given = life.until();
      feeds.upTo(drawn, given, false);
      if (life.fault() == Fault.KILL_AND_FLIP) {
        flip();
      }
    }
    return finish(drawn.lives().getLast(), given, number);
  }

  private void write(Life life, int number) throws IOException {
    place.file("weir-%d.conf".formatted(number), configuration.text(life));
    place.file("weir.conf", configuration.text(life));
  }

  private void live(WeirProcess process, Life life, double given) throws Exception {
    if (life.fault() == Fault.KILL_AT_START) {
      Thread.sleep((long) life.moment() * START_FACTOR);
      process.kill();
      return;
    }
    awaitWork(process);
    give(process, given + (life.until() - given) * life.before(), life.until(), life.moment());
    switch (life.fault()) {
      case STOP -> stop(process);
      case KILL, KILL_AT_START, KILL_AND_FLIP -> process.kill();
      case PAUSE_AND_KILL -> {
        process.signal("STOP");
        Thread.sleep(life.moment() + 200L);
        process.signal("CONT");
        Thread.sleep(life.moment() / 2);
        process.kill();
      }
      case REDIS_RESTART -> {
        server.kill();
        Thread.sleep(life.moment());
        server.startAgain();
        Thread.sleep(life.moment());
        stop(process);
      }
    }
  }

  private void stop(WeirProcess process) throws Exception {
    process.terminate();
    int code = process.await(WeirProcess.PATIENCE).exitCode();
    // A source that fails again and again has nothing that could be saved.
    if (code != 0 && !(drawn.neighbour() && code == 1)) {
      throw new AssertionError(
          "after SIGTERM it ended with %d: %s".formatted(code, process.said()));
    }
  }

  /** Waits until it has written something new, or for a while. */
  private void awaitWork(WeirProcess process) throws Exception {
    process.awaitSaid(STARTED);
    long before = place.size(ALL);
    long begun = System.nanoTime();
    Await.until(
        "it works",
        WeirProcess.PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it ended by itself: " + process.said());
          }
          return place.size(ALL) > before || System.nanoTime() - begun > FIRST.toNanos();
        });
  }

  /** Gives records in small steps. */
  private void give(WeirProcess process, double from, double to, int millis) throws Exception {
    for (int step = 1; step <= STEPS; step++) {
      feeds.upTo(drawn, from + (to - from) * step / STEPS, process.isAlive());
      Thread.sleep(millis / STEPS);
    }
  }

  /** Gives what is left and waits until nothing is to be done. */
  private ServiceReport finish(Life life, double given, int number) throws Exception {
    feeds.upTo(drawn, given + (1 - given) * life.before(), false);
    write(life, number);
    ServiceReport report;
    try (WeirProcess process = untilIdle()) {
      give(process, given + (1 - given) * life.before(), 1, life.moment());
      report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
    }
    // It may have been idle before the last records came, or have left alerts for the next life.
    int ends = 0;
    while ((ends == 0 && report.records("read") < feeds.records())
        || (ends < MOST_ENDS && pending(report) > 0)) {
      ends++;
      try (WeirProcess process = untilIdle()) {
        report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
      }
    }
    return report;
  }

  private WeirProcess untilIdle() throws IOException {
    return start.weir("run", "-c", "weir.conf", "--until-idle", IDLE, "--output", "json");
  }

  private static long pending(ServiceReport report) {
    return report.json().at("/alerts/receivers/pager/pending").asLong();
  }

  /** Flips a bit in the newest checkpoint of each pipeline that has another one. */
  private void flip() throws IOException {
    Path state = place.path("state");
    if (!Files.isDirectory(state)) {
      return;
    }
    TreeMap<Path, List<Path>> pipelines = new TreeMap<>();
    for (Path file : LocalCheckpointStore.files(state)) {
      pipelines.merge(
          file.getParent(),
          List.of(file),
          (some, more) -> java.util.stream.Stream.concat(some.stream(), more.stream()).toList());
    }
    for (List<Path> files : pipelines.values()) {
      if (files.size() > 1) {
        Path newest = files.getLast();
        byte[] bytes = Files.readAllBytes(newest);
        int at = Draw.of(drawn.seed(), 7).between(0, bytes.length - 1);
        bytes[at] ^= (byte) (1 << at % 8);
        Files.write(newest, bytes);
      }
    }
  }
}
