package dev.weir.monitoring;

/**
 * What became of the records of a pipeline: each counts in exactly one of the first seven. Part of
 * the checkpoint, so it goes on after a restart.
 *
 * @param scored were judged by a model
 * @param warming came before their model could judge
 * @param unscorable held a value that is no measurement, or belong to a quarantined series
 * @param deadLettered could not be read, or no model survived them
 * @param rejected belong to a series that was not admitted
 * @param lateDropped came too late to be looked at
 * @param duplicates had been seen before
 * @param anomalies of the scored ones, those with an anomaly score of at least 0.5
 * @param opened incidents opened
 * @param resolved incidents resolved
 * @param drifts drifts found
 * @param silent series that are silent: opened incidents too, and resolved when they speak again
 * @param history of all records, those that were only learnt from: of them no anomalies, incidents
 *     and drifts are counted
 */
public record RecordCounts(
    long scored,
    long warming,
    long unscorable,
    long deadLettered,
    long rejected,
    long lateDropped,
    long duplicates,
    long anomalies,
    long opened,
    long resolved,
    long drifts,
    long silent,
    long history) {

  /** Nothing yet. */
  public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** How many records are accounted for. */
  public long settled() {
    return scored + warming + unscorable + deadLettered + rejected + lateDropped + duplicates;
  }

  /** Incidents that are open. */
  public long open() {
    return opened - resolved;
  }

  /** The same with so many silent series. */
  public RecordCounts silent(long series) {
    return new RecordCounts(
        scored,
        warming,
        unscorable,
        deadLettered,
        rejected,
        lateDropped,
        duplicates,
        anomalies,
        opened,
        resolved,
        drifts,
        series,
        history);
  }

  public RecordCounts plus(RecordCounts other) {
    return new RecordCounts(
        scored + other.scored,
        warming + other.warming,
        unscorable + other.unscorable,
        deadLettered + other.deadLettered,
        rejected + other.rejected,
        lateDropped + other.lateDropped,
        duplicates + other.duplicates,
        anomalies + other.anomalies,
        opened + other.opened,
        resolved + other.resolved,
        drifts + other.drifts,
        silent + other.silent,
        history + other.history);
  }
}
