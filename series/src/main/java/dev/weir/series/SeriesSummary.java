package dev.weir.series;

import dev.weir.detectors.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Holds the state of a series at one moment.
 *
 * @param features names of the values of its records
 * @param detector name of the detector that judges it
 * @param learned how many records its model has learned
 * @param needed how many records it still needs before its first score, at least 1 while it is
 *     warming, otherwise 0
 * @param quarantined whether its records are no longer scored, because its model failed on too many
 * @param silent whether it has had no record for longer than it may
 * @param incident the incident that is open, if any
 */
public record SeriesSummary(
    String key,
    List<String> features,
    String detector,
    long learned,
    long needed,
    boolean quarantined,
    boolean silent,
    Optional<OpenIncident> incident) {

  /**
   * An incident that is open.
   *
   * @param id of the detection that opened it
   * @param anomalies how many it has
   * @param peak its highest alert score, 0.5 to 1
   */
  public record OpenIncident(String id, long anomalies, double peak, Severity severity) {}

  public SeriesSummary {
    features = List.copyOf(features);
  }
}
