package dev.weir.alerting.message;

import java.util.Map;

/**
 * Settings that messages are made with.
 *
 * @param link address of the page of an alert, with {@code {id}} for its id; empty for none
 * @param units of features, by their names
 * @param inFull alerts of a notification that are described; the others are counted
 */
public record MessageSettings(String link, Map<String, String> units, int inFull) {

  public MessageSettings {
    units = Map.copyOf(units);
  }

  /** A blank and the unit of a feature; empty if it is not known. */
  String unit(String feature) {
    String unit = units.getOrDefault(feature, "");
    return unit.isEmpty() ? "" : " " + unit;
  }
}
