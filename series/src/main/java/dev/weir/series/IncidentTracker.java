package dev.weir.series;

import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import java.util.List;

/** The incident of a series together with what identifies it. Mutable, one owner. */
public final class IncidentTracker {

  private final Incident incident = new Incident();
  private String id = "";
  private long openedAt;

  /** Takes a scored row into account; tells {@code events} what that did to the incident. */
  public void observe(Records batch, int row, IncidentRule rule, List<? super SeriesEvent> events) {
    Scores scores = batch.scores();
    Transition transition = incident.observe(scores.alert(row), scores.anomalyScore(row), rule);
    if (transition == Transition.NONE) {
      return;
    }
    String detection = batch.id(row);
    if (transition == Transition.OPENED) {
      id = detection;
      openedAt = batch.time(row);
    }
    events.add(
        new SeriesEvent.IncidentChanged(
            row,
            transition,
            id,
            detection,
            rule.bands().of(incident.peak()),
            openedAt,
            incident.peak(),
            incident.anomalies()));
  }

  public boolean isOpen() {
    return incident.isOpen();
  }

  /** Summarizes the incident; meaningful while it is open. */
  SeriesSummary.OpenIncident summary(IncidentRule rule) {
    return new SeriesSummary.OpenIncident(
        id, incident.anomalies(), incident.peak(), rule.bands().of(incident.peak()));
  }

  /** Reads what the next record needs, so that it is in the cache when that one comes. */
  public double prefetch() {
    return incident.peak();
  }

  public void write(StateWriter out) {
    incident.write(out);
    out.putText(id).putLong(openedAt);
  }

  /** Takes over what {@link #write} wrote. */
  public void read(StateReader in) {
    incident.read(in);
    id = in.getText();
    openedAt = in.getLong();
  }
}
