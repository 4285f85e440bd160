package dev.weir.chaos.trial.connection;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.feed.RotatedFeed;
import dev.weir.chaos.files.Loss;
import dev.weir.chaos.files.Rotation;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** F11f: a file is destroyed before everything in it was read. */
public final class LostFileTrial implements Trial {

  private static final int LOSSES_PER_ROUND = 6;
  private static final int LONGEST_DOWN_MILLIS = 800;
  private static final int LONGEST_LIFE_MILLIS = 4_000;

  /** So few that a process that starts soon reads the file that grows. */
  private static final int RECORDS_PER_SECOND = 100;

  private static final int WORK_MILLIS = 1_500;
  private static final int MOST_ATTEMPTS = 10;

  @Override
  public String name() {
    return "F11f";
  }

  @Override
  public String what() {
    return "files cut off, deleted, moved away before they are read, then kill -9: a gap for each";
  }

  @Override
  public int usualRuns() {
    return 6;
  }

  private static final List<Loss> LOSSES = List.of(Loss.values());

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(12);
    new Rounds(lab, figures)
        .play(
            LOSSES_PER_ROUND,
            TrialSettings.USUAL.at(RECORDS_PER_SECOND).with(TrialSettings.SMALL_QUEUES),
            (place, workload) -> Sources.rotated(place, workload, Rotation.ofLiveFile()),
            (round, first, runs) -> {
              RotatedFeed feed = (RotatedFeed) round.feed();
              for (int run = first; run < first + runs; run++) {
                Loss loss = LOSSES.get(run % LOSSES.size());
                loseOnce(round, feed, loss, random);
                lifeToKill(round, random);
                figures.ran();
              }
              round.finishReading();
              BitSet left = feed.ledger().records();
              left.andNot(feed.lost());
              figures.count("destroyed", feed.lost().cardinality());
              figures.count("source_gaps", round.lastReport().gaps());
              return round.audit(left);
            });
  }

  /** Stops the process: what it read is saved then. Something more comes and is destroyed. */
  private static void loseOnce(TrialRound round, RotatedFeed feed, Loss loss, Random random)
      throws Exception {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try (WeirProcess process = round.start()) {
        round.awaitWork(process);
        process.endsWithin(WORK_MILLIS, TimeUnit.MILLISECONDS);
        round.stop(process);
      }
      Detections read = Detections.read(round.detections());
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DOWN_MILLIS));
      if (feed.lose(loss, read)) {
        return;
      }
    }
    throw new AssertionError("no file was found of which something was read");
  }

  /** A life that may end before or after the gap is counted, or saved. */
  private static void lifeToKill(TrialRound round, Random random) throws Exception {
    try (WeirProcess process = round.start()) {
      process.endsWithin(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
      if (!process.isAlive()) {
        throw new AssertionError("it ended by itself: " + process.said());
      }
      round.kill(process);
    }
  }
}
