package dev.weir.chaos;

import java.util.List;
import java.util.Optional;

/** All trials. */
final class Trials {

  static final List<Trial> ALL = List.of(
          new KillTrial(),
          new SyscallKillTrial(),
          new PowerLossTrial(),
          new SyscallFailureTrial(),
          new PauseTrial(),
          new StopTrial(),
          new TrimTrial(),
          new AlertMomentTrial(),
          new SecondProcessTrial());

  private Trials() {}

  static Optional<Trial> named(String name) {
    return ALL.stream().filter(trial -> trial.name().equalsIgnoreCase(name)).findFirst();
  }
}
