package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code detectors}.
 *
 * @param options settings, each {@code key = value}
 */
public record DrawnDetector(String match, String type, List<String> options) {

  public String text() {
    List<String> settings = new ArrayList<>(List.of("match = \"" + match + "\"", "type = " + type));
    settings.addAll(options);
    return "{ " + String.join(", ", settings) + " }";
  }

  DrawnDetector without(int option) {
    List<String> left = new ArrayList<>(options);
    left.remove(option);
    return new DrawnDetector(match, type, left);
  }
}
