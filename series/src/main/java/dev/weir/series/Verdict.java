package dev.weir.series;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Score;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the result for one record of a {@link StandaloneSeries}.
 *
 * @param status exactly one per record
 * @param score of the model; empty if the record was dead-lettered, or its series is quarantined
 * @param explanation why the record is an anomaly or calls for an alert; empty if it is neither
 * @param readyAt of a warming record the event time at which the series will be ready, in
 *     nanoseconds since 1970 UTC; empty if that is not known
 * @param deadLetter why the record was dead-lettered; empty if it was not
 * @param events of the series at this record, in order; their row is 0
 */
public record Verdict(
    Status status,
    Optional<Score> score,
    Optional<Explanation> explanation,
    OptionalLong readyAt,
    Optional<DeadLetter> deadLetter,
    List<SeriesEvent> events) {

  public Verdict {
    events = List.copyOf(events);
  }

  /** Whether the record was scored, and its anomaly score or its alert is at least 0.5. */
  public boolean isAnomaly() {
    return explanation.isPresent();
  }

  /** The score on the scale that all detectors share, in [0, 1]; empty if it was not scored. */
  public Optional<Double> anomalyScore() {
    return score.flatMap(given ->
        switch (given) {
          case Score.Ready ready -> Optional.of(ready.anomalyScore());
          case Score.ScoredOnly late -> Optional.of(AnomalyScore.of(late.raw(), late.threshold()));
          case Score.WarmingUp warming -> Optional.empty();
          case Score.Unscorable unscorable -> Optional.empty();
          case Score.TooLate late -> Optional.empty();
        });
  }
}
