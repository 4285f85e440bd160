package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;

/** The state of every component as JSON: its keys are part of the contract. */
public final class HealthJson {

  private HealthJson() {}

  /** One object with the state of the service, and a list of its components, the worst first. */
  public static String of(HealthReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    state(json, report.overall());
    ArrayNode components = json.putArray("components");
    for (HealthReport.Component component : report.components()) {
      ObjectNode one = components.addObject();
      one.put("name", component.name());
      state(one, component.health());
      one.put("since", component.since().toString());
    }
    return StatusJson.text(json);
  }

  private static void state(ObjectNode json, Health health) {
    json.put("state", health.state());
    json.put("reason", health.reason());
  }
}
