package dev.weir.chaos.round;

import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a round is set.
 *
 * @param perSecond records
 * @param kind of the records
 * @param state directory of checkpoints and outbox; empty for one of the round's own
 * @param receiver further settings of the receiver of alerts
 * @param more lines of the configuration
 * @param history how many records are read before those that come
 * @param beside another source in the same process; empty for none
 * @param changes whether settings that change no result differ from life to life
 */
public record TrialSettings(
    int perSecond,
    Workload.Kind kind,
    Optional<Path> state,
    String receiver,
    List<String> more,
    int history,
    Optional<FeedFactory> beside,
    boolean changes) {

  /** Slow enough for a machine with other things to do; a stop takes 7 s for alerts at most. */
  public static final TrialSettings USUAL =
      new TrialSettings(
          800,
          Workload.Kind.STEADY,
          Optional.empty(),
          "",
          List.of("checkpointing.every = 250ms"),
          0,
          Optional.empty(),
          false);

  /** So small that a spell of silence does not begin and end in one batch, whatever waits. */
  public static final String SMALL_QUEUES =
      "engine { input-queue-size = 400, output-queue-size = 400, batch-size = 64 }";

  public TrialSettings with(String line) {
    List<String> lines = new ArrayList<>(more);
    lines.add(line);
    return new TrialSettings(perSecond, kind, state, receiver, lines, history, beside, changes);
  }

  public TrialSettings at(int recordsPerSecond) {
    return new TrialSettings(
        recordsPerSecond, kind, state, receiver, more, history, beside, changes);
  }

  public TrialSettings of(Workload.Kind records) {
    return new TrialSettings(perSecond, records, state, receiver, more, history, beside, changes);
  }

  public TrialSettings stateIn(Path directory) {
    return new TrialSettings(
        perSecond, kind, Optional.of(directory), receiver, more, history, beside, changes);
  }

  public TrialSettings telling(String settings) {
    return new TrialSettings(perSecond, kind, state, settings, more, history, beside, changes);
  }

  public TrialSettings after(int recordsOfHistory) {
    return new TrialSettings(
        perSecond, kind, state, receiver, more, recordsOfHistory, beside, changes);
  }

  /** With the other source, and with the settings that change, that the trials were asked for. */
  public TrialSettings visiting(Lab lab, RedisServer server) {
    return new TrialSettings(
        perSecond,
        kind,
        state,
        receiver,
        more,
        history,
        Sources.beside(lab, server),
        lab.visits().changes());
  }
}
