package dev.weir.chaos.random;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.Batch;
import dev.weir.engine.explanation.ShortNumber;
import dev.weir.engine.explanation.SilenceText;
import dev.weir.series.SeriesEvent;
import java.util.Locale;
import java.util.Optional;

/**
 * A transition of an incident or of a silence, as a receiver is notified of it.
 *
 * @param id of the notice
 * @param text what it says, without ids
 */
record SentNotice(String id, String text) {

  /** The notice that an event has to bring; empty if none. */
  static Optional<SentNotice> of(Batch batch, SeriesEvent event) {
    return switch (event) {
      case SeriesEvent.IncidentChanged changed ->
          Optional.of(
              new SentNotice(
                  changed.id() + "-" + changed.transition(),
                  String.join(
                      " ",
                      "WeirAnomaly",
                      batch.series(changed.row()).key(),
                      lower(changed.transition()),
                      lower(changed.severity()),
                      batch.timeKind().text(batch.time(changed.row())),
                      batch.timeKind().text(changed.openedAt()),
                      ShortNumber.of(changed.peak()),
                      Long.toString(changed.anomalies()))));
      case SeriesEvent.SilenceChanged changed ->
          Optional.of(
              new SentNotice(
                  changed.id() + "-" + changed.transition(),
                  String.join(
                      " ",
                      "WeirSilence",
                      changed.series().key(),
                      lower(changed.transition()),
                      "warning",
                      batch.timeKind().text(batch.time(changed.row())),
                      SilenceText.since(changed, batch.timeKind()))));
      case SeriesEvent.DriftDetected _,
          SeriesEvent.Refitted _,
          SeriesEvent.FitRejected _,
          SeriesEvent.CheckRejected _,
          SeriesEvent.Quarantined _ ->
          Optional.empty();
    };
  }

  /** The notice that a receiver took. */
  static SentNotice of(JsonNode alert) {
    JsonNode labels = alert.path("labels");
    JsonNode notes = alert.path("annotations");
    String text =
        String.join(
            " ",
            labels.path("alertname").asText(),
            labels.path("series").asText(),
            notes.path("kind").asText(),
            labels.path("severity").asText(),
            notes.path("time").asText(),
            notes.path("since").asText());
    String peak =
        notes.has("peak")
            ? " " + notes.path("peak").asText() + " " + notes.path("anomalies").asText()
            : "";
    return new SentNotice(notes.path("notice").asText(), text + peak);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
