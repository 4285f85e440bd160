package dev.weir.chaos.trial.storage;

import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.AlertInbox;
import dev.weir.chaos.round.AlertSink;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.LastRun;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * F7o: the end of the outbox is lost, so that its cursors stand behind it; the alerts that come
 * next are refused by the receiver, and the process is killed. None of them may count as delivered.
 */
public final class OutboxDamageTrial implements Trial {

  private static final int RUNS_PER_ROUND = 4;
  private static final int FEWEST_REFUSED = 3;

  @Override
  public String name() {
    return "F7o";
  }

  @Override
  public String what() {
    return "the end of the outbox is lost, then alerts are refused and it is killed: all arrive";
  }

  @Override
  public int usualRuns() {
    return 4;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(70);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              RUNS_PER_ROUND,
              TrialSettings.USUAL,
              Sources.of(lab, server),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  boolean deliveredAll;
                  try (WeirProcess process = round.start()) {
                    awaitAlerts(round, process, AlertSink.Manner.OK);
                    deliveredAll = LastRun.pending(round.stopForReport(process)) == 0;
                  }
                  // What waits in the part that is cut off would be lost without a fault of Weir.
                  if (deliveredAll) {
                    damage(round, random);
                    figures.count("damaged", 1);
                  }
                  try (WeirProcess process = round.start()) {
                    awaitAlerts(round, process, AlertSink.Manner.ERROR);
                    round.kill(process);
                  }
                  round.sink().conduct(_ -> AlertSink.Manner.OK);
                  figures.ran();
                }
                if (figures.count("damaged") == 0) {
                  figures.broken("no outbox was damaged: the trial proves nothing");
                }
                return round.audit();
              });
    }
  }

  /** Waits until so many calls about series were answered in a manner. */
  private static void awaitAlerts(TrialRound round, WeirProcess process, AlertSink.Manner manner)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    round
        .sink()
        .conduct(call -> {
          calls.addAndGet(AlertInbox.isOfSeries(call.at("/alerts/0")) ? 1 : 0);
          return manner;
        });
    Await.until(
        "%d calls about alerts are made".formatted(FEWEST_REFUSED),
        WeirProcess.PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it ended by itself: " + process.said());
          }
          return calls.get() >= FEWEST_REFUSED;
        });
  }

  /** Cuts the last third off the newest segment. */
  private static void damage(TrialRound round, Random random) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(round.checkpoints().directory().resolve("outbox"))) {
      segments =
          files
              .filter(file -> file.getFileName().toString().startsWith("outbox-"))
              .sorted()
              .toList();
    }
    Path last = segments.getLast();
    byte[] bytes = Files.readAllBytes(last);
    int kept = 2 * bytes.length / 3 - random.nextInt(Math.max(1, bytes.length / 10));
    Files.write(last, Arrays.copyOf(bytes, kept));
  }
}
