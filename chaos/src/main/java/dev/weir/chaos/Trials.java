package dev.weir.chaos;

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
          new NeighbourTrial());

  private Trials() {}

  static Optional<Trial> named(String name) {
    return ALL.stream().filter(trial -> trial.name().equalsIgnoreCase(name)).findFirst();
  }
}
