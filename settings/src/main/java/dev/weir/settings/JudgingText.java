package dev.weir.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.weir.settings.hocon.ConfigFile;
import java.io.IOException;
import java.util.List;

/**
 * The settings that decide how records are judged, as text: equal for equal settings. It goes into
 * the state directory, so that a later process judges what it reads again as this one did. Holds no
 * address and no secret.
 */
final class JudgingText {

  private static final List<String> PATHS =
      List.of(
          "weir.detectors",
          "weir.defaults.detector",
          "weir.defaults.tuning",
          "weir.defaults.data",
          "weir.engine.train-after",
          "weir.engine.model-update-frequency",
          "weir.engine.refit-lag",
          "weir.engine.drift-check-frequency",
          "weir.engine.drift-test",
          "weir.engine.false-drifts-per-million",
          "weir.engine.drift-action",
          "weir.engine.quarantine-after",
          "weir.incidents");

  private JudgingText() {}

  /** The text of a resolved configuration. Keys stand in alphabetical order. */
  static String of(Config config) {
    Config judging = ConfigFactory.empty();
    for (String path : PATHS) {
      if (config.hasPath(path)) {
        judging = judging.withValue(path, config.getValue(path));
      }
    }
    return judging.root().render(ConfigRenderOptions.concise());
  }

  /**
   * A configuration with the settings of a text, and defaults for everything else.
   *
   * @throws IOException if it is no such text
   */
  static Config parse(String text) throws IOException {
    try {
      Config parsed = ConfigFactory.parseString(text);
      Config judging = ConfigFactory.empty();
      for (String path : PATHS) {
        if (parsed.hasPath(path)) {
          judging = judging.withValue(path, parsed.getValue(path));
        }
      }
      return judging.withFallback(ConfigFile.defaults());
    } catch (ConfigException e) {
      throw new IOException("the settings of an earlier process cannot be parsed", e);
    }
  }
}
