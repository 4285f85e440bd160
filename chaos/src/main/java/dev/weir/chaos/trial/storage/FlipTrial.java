package dev.weir.chaos.trial.storage;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** F7, on the whole program: the newest checkpoint is damaged while nobody runs. */
public final class FlipTrial implements Trial {

  private static final int FLIPS_PER_ROUND = 6;

  /** Checkpoints of which only the newest is damaged leave something to fall back to. */
  private static final int AT_LEAST = 2;

  @Override
  public String name() {
    return "F7";
  }

  @Override
  public String what() {
    return "a bit of the newest checkpoint flips, or its end is cut off: the one before is taken";
  }

  @Override
  public int usualRuns() {
    return 6;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(7);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              FLIPS_PER_ROUND,
              TrialSettings.USUAL,
              Sources.redis(server, ", group = weir, trim = true"),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  try (WeirProcess process = round.start()) {
                    figures.recovered(round.awaitWork(process));
                    if (run > 0 && !process.said().contains("it is moved aside")) {
                      figures.broken("G8: a damaged checkpoint was taken");
                    }
                    round.awaitCheckpoint(process, round.checkpoints().newest() + AT_LEAST);
                    round.stop(process);
                  }
                  damage(round.checkpoints().files().getLast(), random);
                  figures.count("damaged", 1);
                  figures.ran();
                }
                return round.audit();
              });
    }
  }

  private static void damage(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length);
    if (random.nextInt(4) == 0) {
      Files.write(file, Arrays.copyOf(bytes, at));
    } else {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
    }
  }
}
