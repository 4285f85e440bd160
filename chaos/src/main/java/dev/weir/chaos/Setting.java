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
 * @param history how many records are read before those that come
 */
record Setting(
    int perSecond,
    Workload.Kind kind,
    Optional<Path> state,
    String receiver,
    List<String> more,
    int history) {

  /** Slow enough for a machine with other things to do; a stop takes 10 s for alerts at most. */
  static final Setting USUAL =
      new Setting(
          800,
          Workload.Kind.STEADY,
          Optional.empty(),
          "",
          List.of("checkpointing.every = 250ms"),
          0);

  /** So small that a spell of silence does not begin and end in one batch, whatever waits. */
  static final String SMALL_QUEUES =
      "engine { input-queue-size = 400, output-queue-size = 400, batch-size = 64 }";

  Setting with(String line) {
    List<String> lines = new ArrayList<>(more);
    lines.add(line);
    return new Setting(perSecond, kind, state, receiver, lines, history);
  }

  Setting at(int recordsPerSecond) {
    return new Setting(recordsPerSecond, kind, state, receiver, more, history);
  }

  Setting of(Workload.Kind records) {
    return new Setting(perSecond, records, state, receiver, more, history);
  }

  Setting stateIn(Path directory) {
    return new Setting(perSecond, kind, Optional.of(directory), receiver, more, history);
  }

  Setting telling(String settings) {
    return new Setting(perSecond, kind, state, settings, more, history);
  }

  Setting after(int recordsOfHistory) {
    return new Setting(perSecond, kind, state, receiver, more, recordsOfHistory);
  }
}
