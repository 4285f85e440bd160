package dev.weir.chaos.trial.storage;

import dev.weir.chaos.fault.Strace;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** F2: killed just before each system call with which a checkpoint is made. */
public final class SyscallKillTrial implements Trial {

  /** The checkpoint that is not to be, counted from the newest at the start. */
  private static final int AHEAD = 4;

  private static final int KEPT = 3;
  private static final int MOST_CALLS = 100;

  /** A system call, and on which file it counts. */
  private enum Call {
    CREATE("openat"),
    WRITE("write"),
    FORCE("fsync"),
    CLOSE("close"),
    RENAME("rename"),
    FORCE_DIRECTORY("fsync"),
    DELETE_OLDEST("unlink");

    private final String name;

    Call(String name) {
      this.name = name;
    }

    List<Path> paths(Path directory, long number) {
      return switch (this) {
        case FORCE_DIRECTORY -> List.of(directory);
        case DELETE_OLDEST -> List.of(directory.resolve(file(number - KEPT)));
        case CREATE, WRITE, FORCE, CLOSE, RENAME ->
            List.of(directory.resolve(file(number) + ".tmp"));
      };
    }

    private static String file(long number) {
      return "ckpt-%020d.weir".formatted(number);
    }
  }

  @Override
  public String name() {
    return "F2";
  }

  @Override
  public String what() {
    return "killed before each system call of a checkpoint; --runs limits them";
  }

  @Override
  public int usualRuns() {
    return MOST_CALLS;
  }

  @Override
  public String impossible() {
    return Strace.impossible();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    List<String> killed = new ArrayList<>();
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
      for (Call call : Call.values()) {
        int which = 1;
        while (killed.size() < lab.runs() && killedBefore(lab, round, call, which, figures)) {
          killed.add(call + " " + which);
          lab.say("killed before %s %d".formatted(call.name, which));
          figures.ran();
          which++;
        }
      }
      figures.add(round.audit());
    }
    figures.detail("killed_before", killed);
    if (killed.size() < Math.min(lab.runs(), Call.values().length)) {
      figures.broken("the harness killed only before " + killed);
    }
  }

  /** Returns false if there was no such call. */
  private static boolean killedBefore(
      Lab lab, TrialRound round, Call call, int which, TrialFigures figures) throws Exception {
    long number = round.checkpoints().newest() + AHEAD;
    Strace strace =
        new Strace(
            call.paths(round.checkpoints().of(round.pipeline()), number),
            call.name,
            "signal=KILL",
            call == Call.FORCE_DIRECTORY ? which + AHEAD - 1 : which,
            lab.directory().path("strace.txt"));
    try (WeirProcess process = round.start(round.starting().behind(strace.prefix()))) {
      Await.until(
          "killed before %s %d".formatted(call.name, which),
          WeirProcess.PATIENCE,
          () ->
              process.endsWithin(0, TimeUnit.MILLISECONDS)
                  || round.checkpoints().newest() > number
                  || (call == Call.FORCE_DIRECTORY && which > 1));
      boolean killed = !process.isAlive();
      round.kill(process);
      if (round.checkpoints().damaged() > 0) {
        figures.broken("G8: killed before %s %d, a checkpoint is torn".formatted(call.name, which));
      }
      return killed;
    }
  }
}
