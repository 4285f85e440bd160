package dev.weir.chaos.random.drawn;

/**
 * Sinks and receivers beside the file of all detections and the webhook, which are always there.
 *
 * @param anomalies whether anomalies go to a file of their own
 * @param log whether there is a log sink
 * @param logReceiver whether alerts are logged as well
 * @param maxAlerts most alerts in one call of the webhook
 */
public record Outputs(boolean anomalies, boolean log, boolean logReceiver, int maxAlerts) {

  static final Outputs NONE = new Outputs(false, false, false, 1);

  static Outputs draw(Draw draw) {
    return new Outputs(
        draw.chance(0.5), draw.chance(0.4), draw.chance(0.4), draw.chance(0.3) ? 7 : 1);
  }
}
