package dev.weir.chaos.random.drawn;

import com.typesafe.config.ConfigFactory;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a configuration that decide what is detected, as text and as settings. */
public final class DrawnSettings {

  private DrawnSettings() {}

  /** Lines below {@code weir}: rules, detectors and the settings of one life. */
  public static List<String> lines(Drawn drawn, Life life) {
    List<String> entries =
        new ArrayList<>(drawn.detectors().stream().map(DrawnDetector::text).toList());
    if (life.backwards()) {
      // Patterns of one source overlap, those of two do not: only the sources change places.
      entries.clear();
      for (DrawnSource source : drawn.sources().reversed()) {
        source.detectors().forEach(detector -> entries.add(detector.text()));
      }
    }
    if (life.more()) {
      entries.addFirst("{ match = \"nobody-*\", type = z-score }");
    }
    List<String> lines = new ArrayList<>(drawn.rules());
    lines.add("detectors = [\n    " + String.join(",\n    ", entries) + "\n  ]");
    lines.addAll(life.settings());
    return Collections.unmodifiableList(lines);
  }

  /** The settings that the program reads from them. */
  public static WeirSettings of(Drawn drawn, Life life) throws ConfigurationException {
    String text = lines(drawn, life).stream().collect(Collectors.joining("\n", "weir {\n", "\n}"));
    return SettingsReader.read(ConfigFile.resolve(ConfigFactory.parseString(text)));
  }
}
