package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real process at random moments, again and again, until it has come to the end of its
 * input; and holds what it wrote against a process that nobody disturbed. That one itself is held
 * against the reference in the engine's tests.
 */
class CrashTest {

  private static final int LONGEST_START_MILLIS = 1500;
  private static final int LONGEST_WORK_MILLIS = 1200;

  @TempDir Path directory;

  @Test
  void killed_at_random_it_writes_the_same_bytes_as_undisturbed() throws Exception {
    Workspace shared = new Workspace(directory);
    CrashData.writeTo(shared);
    Workspace calm = workspace(shared, "calm");
    Workspace killed = workspace(shared, "killed");

    ProcessOutcome undisturbed = run(calm);
    int kills = killAgainAndAgain(killed, seed());
    ProcessOutcome disturbed = run(killed);

    Detections expected = Detections.read(calm.path("detections.jsonl"));
    Detections actual = Detections.read(killed.path("detections.jsonl"));
    System.out.printf(
        "chaos: %d kills, %d records, %d detections missing, %d too many, %d different,"
            + " %d written again%n",
        kills,
        CrashData.RECORDS,
        missing(expected, actual),
        missing(actual, expected),
        actual.differing(),
        actual.repeated());
    assertThat(expected.lines()).as("undisturbed").isEqualTo(CrashData.RECORDS);
    assertThat(expected.byId()).hasSize(CrashData.RECORDS);
    assertThat(actual.repeated()).as("kills that came between two checkpoints").isPositive();
    assertThat(actual.differing()).as("lines that say something else the second time").isZero();
    assertThat(actual.byId().equals(expected.byId()))
        .as("the same detections, bit for bit")
        .isTrue();
    assertThat(disturbed.report().counted()).isEqualTo(undisturbed.report().counted());
    assertThat(stateHash(killed)).isEqualTo(stateHash(calm));
  }

  private static Workspace workspace(Workspace shared, String name) throws IOException {
    Workspace workspace = shared.inside(name);
    workspace.file("weir.conf", CrashData.configuration(shared));
    return workspace;
  }

  private static ProcessOutcome run(Workspace in) throws Exception {
    try (WeirProcess process =
        WeirProcess.Start.in(in)
            .weir("run", "-c", "weir.conf", "--until-idle", "200ms", "--output", "json")) {
      return process.await(WeirProcess.PATIENCE.plus(CrashData.LENGTH)).endedWith(0);
    }
  }

  /** Returns how often; fewer than asked for if it came to the end before. */
  private static int killAgainAndAgain(Workspace in, long seed) throws Exception {
    Random random = new Random(seed);
    for (int kill = 0; kill < CrashData.KILLS; kill++) {
      try (WeirProcess process =
          WeirProcess.Start.in(in).weir("run", "-c", "weir.conf", "--until-idle", "200ms")) {
        // Every third kill may also come while it starts; the others come while it works.
        int life = random.nextInt(LONGEST_START_MILLIS);
        if (kill % 3 != 0) {
          process.awaitSaid("starts at record");
          life = random.nextInt(LONGEST_WORK_MILLIS);
        }
        if (process.endsWithin(life, TimeUnit.MILLISECONDS)) {
          return kill;
        }
        process.kill();
      }
      tearLastLine(in.path("detections.jsonl"));
    }
    return CrashData.KILLS;
  }

  /** What a kill in the middle of a write leaves; made by hand, for it is a rare moment. */
  private static void tearLastLine(Path file) throws IOException {
    Files.writeString(
        file,
        "{\"id\":\"0123456789abcdef0123456789abcdef\",\"series\":\"to",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static long missing(Detections from, Detections in) {
    return from.byId().keySet().stream().filter(id -> !in.byId().containsKey(id)).count();
  }

  /**
   * The state hash of the last checkpoint and the record it stands at. How far a file was looked at
   * beyond that record follows the position and depends on when it was looked at.
   */
  private static List<String> stateHash(Workspace of) throws Exception {
    return WeirProcess.Start.in(of)
        .run("checkpoint", "state-hash", "checkpoints")
        .out()
        .lines()
        .filter(line -> !line.contains("number"))
        .map(line -> line.replaceFirst("(position +\\S+).*", "$1"))
        .toList();
  }

  private static long seed() {
    long given = Long.getLong("chaos.seed", 0);
    long seed = given == 0 ? System.nanoTime() : given;
    System.out.printf("chaos: seed %d; the same again: -Dchaos.seed=%d%n", seed, seed);
    return seed;
  }
}
