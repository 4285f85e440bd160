package dev.weir.chaos.trial.connection;

import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.AlertSink;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** F14: a receiver that misbehaves. */
public final class WebhookTrial implements Trial {

  private static final int FAULTS_PER_ROUND = 7;
  private static final int LONGEST_MILLIS = 1_500;

  @Override
  public String name() {
    return "F14";
  }

  @Override
  public String what() {
    return "a webhook that fails, hangs, dawdles, redirects, cuts the line, is busy";
  }

  @Override
  public int usualRuns() {
    return 14;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(14);
    List<AlertSink.Manner> manners = new ArrayList<>(List.of(AlertSink.Manner.values()));
    manners.remove(AlertSink.Manner.OK);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              FAULTS_PER_ROUND,
              TrialSettings.USUAL.telling(", timeout = 1s"),
              Sources.of(lab, server),
              (round, first, runs) -> {
                AtomicLong answeredAndCut = new AtomicLong();
                try (WeirProcess process = round.start()) {
                  round.awaitWork(process);
                  for (int run = first; run < first + runs; run++) {
                    AlertSink.Manner manner = manners.get(run % manners.size());
                    round
                        .sink()
                        .conduct(call -> {
                          answeredAndCut.addAndGet(
                              manner == AlertSink.Manner.RESET_AFTER_OK ? 1 : 0);
                          return manner;
                        });
                    process.endsWithin(
                        LONGEST_MILLIS + random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
                    round.sink().conduct(call -> AlertSink.Manner.OK);
                    long taken = round.inbox().taken();
                    long healed = System.nanoTime();
                    Await.until(
                        "alerts are delivered again after " + manner,
                        WeirProcess.PATIENCE,
                        () -> round.inbox().taken() > taken);
                    figures.recovered((System.nanoTime() - healed) / 1_000_000);
                    round.awaitWork(process);
                    figures.count(manner.name().toLowerCase(Locale.ROOT), 1);
                    figures.ran();
                  }
                  round.stop(process);
                }
                Audit audit = round.audit();
                if (audit.alertsRepeated() > answeredAndCut.get()) {
                  figures.broken(
                      "G5: %d alerts repeated, and only %d answers were cut off"
                          .formatted(audit.alertsRepeated(), answeredAndCut.get()));
                }
                return audit;
              });
    }
  }
}
