package dev.weir.series;

import dev.weir.detectors.Detector;
import dev.weir.detectors.silence.SilenceRule;
import java.util.Optional;

/**
 * The detector of a series, shared by all series with the same configuration.
 *
 * @param detector empty if no detector is configured for the series
 * @param config configuration hash of the detector; empty if there is none
 * @param learning hash of the parameters that decide what its models learn; empty if there is none
 * @param silence how long the series may have no record
 */
public record Judge(
    Optional<Detector> detector, String config, String learning, SilenceRule silence) {

  /** Of a series that has no detector. */
  public static final Judge NONE = new Judge(Optional.empty(), "", "", SilenceRule.OFF);

  /** A detector, for series that are not watched for silence. */
  public static Judge of(Detector detector) {
    return of(detector, SilenceRule.OFF);
  }

  /** A detector and a limit for silence. */
  public static Judge of(Detector detector, SilenceRule silence) {
    return new Judge(Optional.of(detector), Ids.config(detector), Ids.learning(detector), silence);
  }
}
