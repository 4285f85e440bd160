package dev.weir.alerting;

import java.util.Locale;
import java.util.Map;

/**
 * Something a person should know, identified by its id for as long as it lasts.
 *
 * @param id the same from its opening to its resolution, and after any restart
 * @param labels what it is about; the same for as long as it lasts
 * @param since when it began, in the words of the series: an instant, or a record number
 * @param notes what there is to say of it now
 */
public record Alert(
    String id,
    Map<String, String> labels,
    Severity severity,
    String since,
    Map<String, String> notes) {

  /** The label that says which kind of alert it is, as Alertmanager calls it. */
  public static final String NAME = "alertname";

  /** Names how severe an alert is, from the least to the most. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The severity as messages, labels and fields have it: in lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Alert {
    labels = Map.copyOf(labels);
    notes = Map.copyOf(notes);
  }
}
