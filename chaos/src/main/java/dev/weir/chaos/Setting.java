package dev.weir.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a scene is set.
 *
 * @param perSecond records
 * @param kind of the records
 * @param state directory of checkpoints and outbox; empty for one of the scene's own
 * @param receiver further settings of the receiver of alerts
 * @param more lines of the configuration
 */
record Setting(
    int perSecond, Workload.Kind kind, Optional<Path> state, String receiver, List<String> more) {

  /** Slow enough for a machine with other things to do; a stop takes 10 s for alerts at most. */
  static final Setting USUAL =
      new Setting(
          800, Workload.Kind.STEADY, Optional.empty(), "", List.of("checkpointing.every = 250ms"));

  Setting with(String line) {
    List<String> lines = new ArrayList<>(more);
    lines.add(line);
    return new Setting(perSecond, kind, state, receiver, lines);
  }

  Setting at(int recordsPerSecond) {
    return new Setting(recordsPerSecond, kind, state, receiver, more);
  }

  Setting of(Workload.Kind records) {
    return new Setting(perSecond, records, state, receiver, more);
  }

  Setting stateIn(Path directory) {
    return new Setting(perSecond, kind, Optional.of(directory), receiver, more);
  }

  Setting telling(String settings) {
    return new Setting(perSecond, kind, state, settings, more);
  }
}
