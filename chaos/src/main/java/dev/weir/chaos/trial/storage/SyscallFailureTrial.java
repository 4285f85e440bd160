package dev.weir.chaos.trial.storage;

import dev.weir.chaos.fault.Strace;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.nio.file.Path;
import java.util.List;

/** F5: a system call with which a checkpoint is made fails. */
public final class SyscallFailureTrial implements Trial {

  private static final int AHEAD = 3;

  /** A system call that fails, and how. */
  private record Failure(String call, String what, int which) {}

  private static final List<Failure> FAILURES =
      List.of(
          new Failure("fsync", "error=EIO", 1),
          new Failure("write", "error=ENOSPC", 1),
          new Failure("write", "error=EIO", 4),
          new Failure("openat", "error=ENOSPC", 1),
          new Failure("rename", "error=EIO", 1),
          new Failure("close", "error=EIO", 1));

  @Override
  public String name() {
    return "F5";
  }

  @Override
  public String what() {
    return "write, fsync, rename of a checkpoint fail once: nothing is acknowledged, and it heals";
  }

  @Override
  public int usualRuns() {
    return FAILURES.size();
  }

  @Override
  public String impossible() {
    return Strace.impossible();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    try (RedisServer server = lab.redis();
        TrialRound round =
            TrialRound.open(
                lab,
                "round",
                TrialSettings.USUAL.at(400).stateIn(lab.directory().path("state")),
                Sources.of(lab, server))) {
      try (WeirProcess first = round.start()) {
        round.awaitCheckpoint(first, AHEAD);
        round.stop(first);
      }
      for (int run = 0; run < lab.runs(); run++) {
        fail(lab, round, FAILURES.get(run % FAILURES.size()), figures);
        figures.ran();
      }
      figures.add(round.audit());
    }
  }

  private static void fail(Lab lab, TrialRound round, Failure failure, TrialFigures figures)
      throws Exception {
    long number = round.checkpoints().newest() + AHEAD;
    Path file =
        round.checkpoints().of(round.pipeline()).resolve("ckpt-%020d.weir.tmp".formatted(number));
    Strace strace =
        new Strace(
            List.of(file),
            failure.call(),
            failure.what(),
            failure.which(),
            lab.directory().path("strace.txt"));
    try (WeirProcess process = round.start(round.starting().behind(strace.prefix()))) {
      round.awaitCheckpoint(process, number + 1);
      process.terminate();
      ServiceReport report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
      round.look();
      String name = "%s of %s, call %d".formatted(failure.what(), failure.call(), failure.which());
      if (!strace.happened()) {
        figures.broken("the harness did not make %s happen".formatted(name));
      } else if (report.json().at("/checkpoints/failed").asLong() == 0
          && !failure.call().equals("close")) {
        figures.broken("G3: after %s the checkpoint was taken for saved".formatted(name));
      }
      figures.count("checkpoints_failed", report.json().at("/checkpoints/failed").asLong());
      lab.say(name + ": noticed and healed");
    }
  }
}
