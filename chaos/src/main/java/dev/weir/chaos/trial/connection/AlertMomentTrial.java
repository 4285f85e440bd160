package dev.weir.chaos.trial.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.AlertInbox;
import dev.weir.chaos.round.AlertSink;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** F15: kill -9 while a notice is being delivered to a receiver. */
public final class AlertMomentTrial implements Trial {

  private static final int KILLS_PER_ROUND = 10;
  private static final int LATEST_CALL = 30;

  /** How far the receiver is with the call when the process is killed. */
  private enum Moment {
    /** Nothing: the alert has to come again. */
    BEFORE_TAKEN,
    /** Taken it in, and not answered: the alert comes again, once. */
    TAKEN,
    /** Taken it in and answered: the alert may come again, once. */
    ANSWERED
  }

  private static final List<Moment> MOMENTS = List.of(Moment.values());

  @Override
  public String name() {
    return "F15";
  }

  @Override
  public String what() {
    return "kill -9 before, while and after a receiver takes an alert";
  }

  @Override
  public int usualRuns() {
    return 12;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(15);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              KILLS_PER_ROUND,
              TrialSettings.USUAL.telling(", max-repeats = 1"),
              Sources.of(lab, server),
              (round, first, runs) -> {
                int mustRepeat = 0;
                int mayRepeat = 0;
                for (int run = first; run < first + runs; run++) {
                  Moment moment = MOMENTS.get(run % MOMENTS.size());
                  mustRepeat += moment == Moment.TAKEN ? 1 : 0;
                  mayRepeat += moment == Moment.ANSWERED ? 1 : 0;
                  killAt(round, moment, 1 + random.nextInt(LATEST_CALL));
                  figures.count("killed_" + moment.name().toLowerCase(Locale.ROOT), 1);
                  figures.ran();
                }
                Audit audit = round.audit();
                long repeated = audit.alertsRepeated();
                if (repeated < mustRepeat || repeated > mustRepeat + mayRepeat) {
                  figures.broken(
                      "G5: %d alerts were delivered again instead of %d to %d"
                          .formatted(repeated, mustRepeat, mustRepeat + mayRepeat));
                }
                return audit;
              });
    }
  }

  private static void killAt(TrialRound round, Moment moment, int call) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch killed = new CountDownLatch(1);
    try (WeirProcess process = round.start()) {
      round
          .sink()
          .conduct(received -> {
            if (AlertInbox.isOfSeries(received.at("/alerts/0"))
                && calls.incrementAndGet() == call) {
              return moment(round, moment, received, process, killed);
            }
            return AlertSink.Manner.OK;
          });
      Await.until("it tells of so many alerts", WeirProcess.PATIENCE, () -> killed.getCount() == 0);
      round.sink().conduct(received -> AlertSink.Manner.OK);
      round.kill(process);
    }
  }

  private static AlertSink.Manner moment(
      TrialRound round, Moment moment, JsonNode call, WeirProcess process, CountDownLatch killed) {
    if (moment == Moment.ANSWERED) {
      // The answer is on its way when the process goes.
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            process.kill();
            killed.countDown();
          });
      return AlertSink.Manner.OK;
    }
    if (moment == Moment.TAKEN) {
      round.inbox().take(call);
    }
    process.kill();
    killed.countDown();
    return AlertSink.Manner.RESET;
  }
}
