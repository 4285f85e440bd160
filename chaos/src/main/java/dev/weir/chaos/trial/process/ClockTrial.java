package dev.weir.chaos.trial.process;

import dev.weir.chaos.fault.ClockShim;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.AlertSink;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** F19: the wall clock of the process jumps while it works. */
public final class ClockTrial implements Trial {

  private static final int JUMPS_PER_ROUND = 10;
  private static final int LONGEST_WORK_MILLIS = 400;
  private static final int STROBES = 30;
  private static final int STROBE_MILLIS = 50;

  private static final int PER_SECOND = 300;

  /** Checkpoints are due every second: two of them, on a machine with other things to do. */
  private static final long TIMERS_WITHIN_MILLIS = 30_000;

  private static final int REFUSED_CALLS = 2;
  private static final Duration ALMOST = Duration.ofMinutes(10);

  /** How far the clock is moved; nothing for one that is moved to and fro. */
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(1),
          Duration.ofDays(-1),
          Duration.ofDays(365 * 30),
          Duration.ZERO);

  @Override
  public String name() {
    return "F19";
  }

  @Override
  public String what() {
    return "the wall clock jumps by 1 h, 1 d, 30 y, and to and fro every 50 ms: timers still fire";
  }

  @Override
  public int usualRuns() {
    return 20;
  }

  @Override
  public String impossible() {
    return ClockShim.impossible();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(19);
    try (RedisServer server = lab.redis();
        ClockShim clock = ClockShim.compile(lab.place("clock"))) {
      new Rounds(lab, figures)
          .play(
              JUMPS_PER_ROUND,
              TrialSettings.USUAL.at(PER_SECOND).with("checkpointing.every = 1s"),
              Sources.of(lab, server),
              (round, first, runs) -> {
                // Every second life begins under a clock that is wrong already.
                Duration wrong = JUMPS.get(first / JUMPS_PER_ROUND % JUMPS.size());
                clock.set(first / JUMPS_PER_ROUND % 2 == 1 ? wrong : Duration.ZERO);
                try (WeirProcess process = round.start(round.starting().behind(clock.prefix()))) {
                  figures.recovered(round.awaitWork(process));
                  for (int run = first; run < first + runs; run++) {
                    process.endsWithin(random.nextInt(LONGEST_WORK_MILLIS), TimeUnit.MILLISECONDS);
                    jump(round, process, clock, JUMPS.get(run % JUMPS.size()), figures);
                    figures.ran();
                  }
                  round.stop(process);
                }
                clock.set(Duration.ZERO);
                Audit audit = round.audit();
                if (audit.rewritten() > 0) {
                  figures.broken("%d records written again".formatted(audit.rewritten()));
                }
                return audit;
              });
    }
  }

  private static void jump(
      TrialRound round, WeirProcess process, ClockShim clock, Duration far, TrialFigures figures)
      throws Exception {
    // Deliveries are repeated by a timer that starts before the jump and fires behind it.
    AtomicInteger refused = new AtomicInteger();
    round
        .sink()
        .conduct(_ ->
            refused.incrementAndGet() <= REFUSED_CALLS
                ? AlertSink.Manner.ERROR
                : AlertSink.Manner.OK);
    clock.set(far);
    if (far.isZero()) {
      for (int strobe = 0; strobe < STROBES; strobe++) {
        clock.set(strobe % 2 == 0 ? Duration.ofHours(-1) : Duration.ofDays(1));
        process.endsWithin(STROBE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    long start = System.nanoTime();
    round.awaitCheckpoint(process, round.checkpoints().newest() + 2);
    round.awaitWork(process);
    if (!far.isZero()) {
      requireMoved(round, figures);
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    figures.detail("timers_ms_max", Math.max(millis, figures.count("timers_ms_max")));
    if (millis > TIMERS_WITHIN_MILLIS) {
      figures.broken("G11: %d ms until two checkpoints after a jump by %s".formatted(millis, far));
    }
  }

  /** A checkpoint bears the time of the moved clock: otherwise the shim did nothing. */
  private static void requireMoved(TrialRound round, TrialFigures figures) throws Exception {
    Instant label =
        LocalCheckpointStore.openFile(round.checkpoints().files().getLast()).header().createdAt();
    if (Duration.between(label, Instant.now()).abs().compareTo(ALMOST) < 0) {
      figures.broken("the clock of the process did not move: the trial proves nothing");
    }
  }
}
