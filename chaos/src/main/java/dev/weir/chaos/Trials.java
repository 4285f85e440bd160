package dev.weir.chaos;

import dev.weir.chaos.round.Trial;
import dev.weir.chaos.trial.connection.AlertMomentTrial;
import dev.weir.chaos.trial.connection.LostFileTrial;
import dev.weir.chaos.trial.connection.RedisFaultTrial;
import dev.weir.chaos.trial.connection.RedisRestartTrial;
import dev.weir.chaos.trial.connection.TrimTrial;
import dev.weir.chaos.trial.connection.WebhookTrial;
import dev.weir.chaos.trial.ingest.IngestKillTrial;
import dev.weir.chaos.trial.ingest.IngestPowerTrial;
import dev.weir.chaos.trial.process.ClockTrial;
import dev.weir.chaos.trial.process.HistoryTrial;
import dev.weir.chaos.trial.process.KillTrial;
import dev.weir.chaos.trial.process.OutOfMemoryTrial;
import dev.weir.chaos.trial.process.OverloadTrial;
import dev.weir.chaos.trial.process.PauseTrial;
import dev.weir.chaos.trial.process.SecondProcessTrial;
import dev.weir.chaos.trial.process.StopTrial;
import dev.weir.chaos.trial.process.StormTrial;
import dev.weir.chaos.trial.series.DisorderTrial;
import dev.weir.chaos.trial.series.NeighbourTrial;
import dev.weir.chaos.trial.series.PoisonTrial;
import dev.weir.chaos.trial.series.QuarantineTrial;
import dev.weir.chaos.trial.series.SlowFitTrial;
import dev.weir.chaos.trial.storage.FlipTrial;
import dev.weir.chaos.trial.storage.FullDiskTrial;
import dev.weir.chaos.trial.storage.OutboxDamageTrial;
import dev.weir.chaos.trial.storage.PowerLossTrial;
import dev.weir.chaos.trial.storage.SyscallFailureTrial;
import dev.weir.chaos.trial.storage.SyscallKillTrial;
import dev.weir.chaos.trial.storage.UpgradeTrial;
import java.util.List;
import java.util.Optional;

/** All trials. */
final class Trials {

  static final List<Trial> ALL =
      List.of(
          new KillTrial(),
          new HistoryTrial(),
          new SyscallKillTrial(),
          new PowerLossTrial(),
          new SyscallFailureTrial(),
          new FullDiskTrial(),
          new FlipTrial(),
          new OutboxDamageTrial(),
          new PauseTrial(),
          new StopTrial(),
          new RedisRestartTrial(),
          new TrimTrial(),
          new LostFileTrial(),
          new RedisFaultTrial(),
          new WebhookTrial(),
          new AlertMomentTrial(),
          new PoisonTrial(),
          new QuarantineTrial(),
          new SlowFitTrial(),
          new OutOfMemoryTrial(),
          new ClockTrial(),
          new DisorderTrial(),
          new UpgradeTrial(),
          new SecondProcessTrial(),
          new StormTrial(),
          new OverloadTrial(),
          new NeighbourTrial(),
          new IngestKillTrial(),
          new IngestPowerTrial());

  private Trials() {}

  static Optional<Trial> named(String name) {
    return ALL.stream().filter(trial -> trial.name().equalsIgnoreCase(name)).findFirst();
  }
}
