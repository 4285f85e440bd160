package dev.weir.app.evaluation;

import dev.weir.detectors.Severity;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.explanation.SilenceText;
import dev.weir.engine.explanation.Why;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesEvent.IncidentChanged;
import dev.weir.series.SeriesEvent.SilenceChanged;
import java.util.Optional;

/**
 * Holds an alert as {@code weir score} lists it.
 *
 * @param number of the alert within its file, from 0
 * @param incident id of the incident; the id of the detection that opened it
 * @param time of the record, RFC 3339, or its number where records have no time
 * @param state {@link Transition#OPENED}, or {@link Transition#AGAIN} for an incident that got
 *     worse
 * @param why one sentence
 */
record ListedAlert(
    long number,
    String incident,
    String time,
    String series,
    Severity severity,
    Transition state,
    String why) {

  /** The alert that an event of a batch brings; empty if it brings none. */
  static Optional<ListedAlert> of(long number, Batch batch, SeriesEvent event) {
    return switch (event) {
      case IncidentChanged changed ->
          isAlert(changed.transition())
              ? Optional.of(of(number, batch, changed))
              : Optional.empty();
      case SilenceChanged changed ->
          isAlert(changed.transition())
              ? Optional.of(of(number, batch, changed))
              : Optional.empty();
      case SeriesEvent.DriftDetected _,
          SeriesEvent.Refitted _,
          SeriesEvent.FitRejected _,
          SeriesEvent.CheckRejected _,
          SeriesEvent.Quarantined _ ->
          Optional.empty();
    };
  }

  private static boolean isAlert(Transition transition) {
    return switch (transition) {
      case OPENED, AGAIN -> true;
      case RESOLVED, NONE -> false;
    };
  }

  private static ListedAlert of(long number, Batch batch, IncidentChanged changed) {
    int row = changed.row();
    return new ListedAlert(
        number,
        changed.incident(),
        batch.timeKind().text(batch.time(row)),
        batch.series(row).key(),
        changed.severity(),
        changed.transition(),
        Why.of(batch, row).sentence());
  }

  private static ListedAlert of(long number, Batch batch, SilenceChanged changed) {
    return new ListedAlert(
        number,
        changed.incident(),
        batch.timeKind().text(batch.time(changed.row())),
        changed.series().key(),
        Severity.WARNING,
        changed.transition(),
        SilenceText.sentence(changed, batch.timeKind()));
  }
}
