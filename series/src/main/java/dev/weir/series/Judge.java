package dev.weir.series;

import dev.weir.detectors.Detector;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.silence.SilenceRule;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the detector of a series. All series with the same configuration share it.
 *
 * @param detector empty if no detector is configured for the series
 * @param config configuration hash of the detector; empty if there is none
 * @param learning hash of the parameters that decide what its models learn; empty if there is none
 * @param restorable hashes of the learning parameters whose models it goes on with
 * @param fitted whether its models are fitted from time to time
 * @param silence how long the series may have no record
 */
public record Judge(
    Optional<Detector> detector,
    String config,
    String learning,
    Set<String> restorable,
    boolean fitted,
    SilenceRule silence) {

  private static final ModelSetup ANY = new ModelSetup(1, 0, 2, 1);

  /** Of a series that has no detector. */
  public static final Judge NONE =
      new Judge(Optional.empty(), "", "", Set.of(), false, SilenceRule.OFF);

  /** A detector, for series that are not watched for silence. */
  public static Judge of(Detector detector) {
    return of(detector, SilenceRule.OFF);
  }

  /** A detector and a limit for silence. */
  public static Judge of(Detector detector, SilenceRule silence) {
    return new Judge(
        Optional.of(detector),
        Ids.config(detector),
        Ids.learning(detector),
        Ids.restorable(detector),
        detector.newModel(ANY) instanceof FittedModel,
        silence);
  }
}
