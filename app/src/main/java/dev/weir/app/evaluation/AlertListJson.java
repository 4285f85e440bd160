package dev.weir.app.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The alerts of a scoring run as JSON: an object for each, in the order of files and records. */
public final class AlertListJson {

  private AlertListJson() {}

  /**
   * The names of the files that were given up before their ends: their alerts are not among these.
   */
  public static ArrayNode givenUp(AlertList alerts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    alerts.givenUp().forEach(array::add);
    return array;
  }

  /** The alerts that were kept; {@code /alerts/opened} of the status counts all incidents. */
  public static ArrayNode of(AlertList alerts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (AlertList.OfFile file : alerts.files()) {
      for (ListedAlert alert : file.kept()) {
        ObjectNode json = array.addObject();
        json.put("file", file.file());
        json.put("time", alert.time());
        json.put("series", alert.series());
        json.put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
        json.put("state", alert.state().name().toLowerCase(Locale.ROOT));
        json.put("alert", alert.incident());
        json.put("why", alert.why());
      }
    }
    return array;
  }
}
