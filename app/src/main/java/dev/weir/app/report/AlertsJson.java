package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.alerting.Alert;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Open alerts as JSON: its keys are part of the contract. */
public final class AlertsJson {

  /** How many alerts are listed. */
  public static final int MOST = 100;

  private AlertsJson() {}

  /** One object with the number of alerts by severity, and the first {@value #MOST} of them. */
  public static String of(List<Alert> alerts) {
    return StatusJson.text(tree(alerts));
  }

  /** The object as a tree. */
  public static ObjectNode tree(List<Alert> alerts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode open = json.putObject("open");
    for (Alert.Severity severity : Alert.Severity.values()) {
      open.put(severity.word(), alerts.stream().filter(a -> a.severity() == severity).count());
    }
    ArrayNode list = json.putArray("alerts");
    alerts.stream().limit(MOST).forEach(alert -> alert(list.addObject(), alert));
    return json;
  }

  private static void alert(ObjectNode json, Alert alert) {
    json.put("id", alert.id());
    json.put("severity", alert.severity().word());
    json.put("since", alert.since());
    texts(json.putObject("labels"), alert.labels());
    texts(json.putObject("notes"), alert.notes());
  }

  private static void texts(ObjectNode json, Map<String, String> texts) {
    new TreeMap<>(texts).forEach(json::put);
  }
}
