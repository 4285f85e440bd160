package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.alerting.Alert;
import dev.weir.alerting.silence.Silences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Open alerts as JSON: its keys are part of the contract. */
public final class AlertsJson {

  /** How many alerts are listed. */
  public static final int MOST = 100;

  private AlertsJson() {}

  /**
   * Says what people did about an alert.
   *
   * @param suppressedBy id of the silence that mutes it
   */
  public record Handling(
      Optional<String> suppressedBy, Optional<Silences.Acknowledgement> acknowledgement) {}

  private static final Handling NONE = new Handling(Optional.empty(), Optional.empty());

  /** One object with the number of alerts by severity, and the first {@value #MOST} of them. */
  public static String of(List<Alert> alerts) {
    return StatusJson.text(tree(alerts));
  }

  /** One object as above, with what people did about each alert. */
  public static String of(List<Alert> alerts, Function<Alert, Handling> handling) {
    return StatusJson.text(tree(alerts, handling));
  }

  /** An acknowledgement as one object. */
  public static String of(Silences.Acknowledgement acknowledgement) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("alert", acknowledgement.alert());
    acknowledgement(json, acknowledgement);
    return StatusJson.text(json);
  }

  /** The object as a tree. */
  public static ObjectNode tree(List<Alert> alerts) {
    return tree(alerts, _ -> NONE);
  }

  private static ObjectNode tree(List<Alert> alerts, Function<Alert, Handling> handling) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode open = json.putObject("open");
    for (Alert.Severity severity : Alert.Severity.values()) {
      open.put(severity.word(), alerts.stream().filter(a -> a.severity() == severity).count());
    }
    ArrayNode list = json.putArray("alerts");
    alerts.stream()
        .limit(MOST)
        .forEach(alert -> alert(list.addObject(), alert, handling.apply(alert)));
    return json;
  }

  private static void alert(ObjectNode json, Alert alert, Handling handling) {
    json.put("id", alert.id());
    json.put("severity", alert.severity().word());
    json.put("since", alert.since());
    texts(json.putObject("labels"), alert.labels());
    texts(json.putObject("notes"), alert.notes());
    handling.suppressedBy().ifPresent(id -> json.put("suppressed_by", id));
    handling
        .acknowledgement()
        .ifPresent(each -> acknowledgement(json.putObject("acknowledged"), each));
  }

  private static void acknowledgement(ObjectNode json, Silences.Acknowledgement each) {
    json.put("by", each.by());
    json.put("at", each.at().toString());
    json.put("note", each.note());
  }

  private static void texts(ObjectNode json, Map<String, String> texts) {
    new TreeMap<>(texts).forEach(json::put);
  }
}
