package dev.weir.series;

import dev.weir.detectors.Severity;
import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Summary;
import dev.weir.detectors.incident.Transition;
import dev.weir.series.drift.DriftAction;
import java.util.List;

/**
 * Something that happened to a series at a record of it, and that more than a score should be said
 * about. Part of the deterministic output.
 */
public sealed interface SeriesEvent {

  /** The row of its batch that the event belongs to. */
  int row();

  /**
   * An incident opened, got worse or was resolved.
   *
   * @param incident id of the incident: that of the detection that opened it
   * @param id of this event
   * @param openedAt event time of the record that opened it
   * @param peak highest anomaly score so far
   * @param anomalies how many so far
   */
  record IncidentChanged(
      int row,
      Transition transition,
      String incident,
      String id,
      Severity severity,
      long openedAt,
      double peak,
      long anomalies)
      implements SeriesEvent {}

  /**
   * A series has fallen silent, or spoke again. Of the former the row is that of another series, by
   * which time went on.
   *
   * @param incident id of the silence: that of the event that opened it
   * @param id of this event
   * @param last event time of its last record before
   * @param lasted for how long there was no record, in the unit of event times
   * @param usual how long its gaps usually are; 0 if that is not known
   */
  record SilenceChanged(
      int row,
      Series series,
      Transition transition,
      String incident,
      String id,
      long last,
      long lasted,
      long usual)
      implements SeriesEvent {}

  /**
   * The series is no longer what it was.
   *
   * @param from number of the first record of the window that showed it, counted per series from 1
   * @param since event time of that record
   * @param findings what changed, at least one, with what was measured and the bound on chance
   * @param before the window taken for normal so far, per feature
   * @param after the window that showed it, per feature
   * @param action what is done about it
   */
  record DriftDetected(
      int row,
      long from,
      long since,
      List<Finding> findings,
      List<Summary> before,
      List<Summary> after,
      DriftAction action)
      implements SeriesEvent {}

  /** A fit took effect: it was made on the records up to number {@code at} of the series. */
  record Refitted(int row, long at) implements SeriesEvent {}

  /** A fit on the records up to number {@code at} failed; the model before it goes on. */
  record FitRejected(int row, long at, String reason) implements SeriesEvent {}

  /**
   * The drift check of the window that ends at record {@code at} threw: what the test knew before
   * stays, and the window is dropped.
   */
  record CheckRejected(int row, long at, String reason) implements SeriesEvent {}

  /** Too many records of the series were poison: from here on its records are unscorable. */
  record Quarantined(int row) implements SeriesEvent {}
}
