package dev.weir.chaos.trial.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.chaos.fault.SmallDisk;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Slowest;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;

/** F6: the disk of the checkpoints fills up, and there is room again later. */
public final class FullDiskTrial implements Trial {

  @Override
  public String name() {
    return "F6";
  }

  @Override
  public String what() {
    return "the disk of the checkpoints is full: scoring goes on, nothing is acknowledged, it"
        + " heals";
  }

  @Override
  public int usualRuns() {
    return 5;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Slowest healing = new Slowest();
    Workspace state = lab.place("state");
    try (RedisServer server = lab.redis();
        SmallDisk disk = SmallDisk.at(state.directory())) {
      new Rounds(lab, figures)
          .play(
              lab.runs(),
              TrialSettings.USUAL.at(500).stateIn(state.directory()),
              Sources.of(lab, server),
              (round, first, runs) -> {
                try (WeirProcess process = round.start()) {
                  ServiceClient service = ServiceClient.of(process);
                  for (int run = 0; run < runs; run++) {
                    healing.add(fillOnce(round, process, service, disk, figures));
                    figures.ran();
                  }
                  round.stop(process);
                }
                return round.audit();
              });
    }
    healing.tell(figures, "heal_ms");
  }

  private static long fillOnce(
      TrialRound round,
      WeirProcess process,
      ServiceClient service,
      SmallDisk disk,
      TrialFigures figures)
      throws Exception {
    round.awaitWork(process);
    long failed = count(service.status(), "failed");
    disk.fill(process.pid());
    service.awaitStatus("checkpoints fail", status -> count(status, "failed") > failed + 1);
    for (String problem : round.feed().acknowledgedTooMuch(round.checkpoints())) {
      figures.broken("G3: " + problem);
    }
    long completed = count(service.status(), "completed");
    disk.free(process.pid());
    long start = System.nanoTime();
    service.awaitStatus(
        "checkpoints are saved again", status -> count(status, "completed") > completed);
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static long count(JsonNode status, String which) {
    return status.path("checkpoints").path(which).asLong();
  }
}
