package dev.weir.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Locale;
import java.util.Map;

/**
 * Settings given by environment variables. The defaults name each variable behind its setting; but
 * a file would win over it there.
 */
final class Environment {

  private static final String DEFAULTS_OF_TYPES = "weir.defaults.";

  private Environment() {}

  /** The keys that environment variables set; they override all others. */
  static Config settings(Map<String, String> variables) {
    Config settings = ConfigFactory.empty();
    for (var entry : ConfigFile.defaults().entrySet()) {
      String path = entry.getKey();
      String variable = variable(path);
      if (!path.startsWith(DEFAULTS_OF_TYPES)
          && entry.getValue().valueType() != ConfigValueType.LIST
          && variables.containsKey(variable)) {
        settings =
            settings.withValue(
                path,
                ConfigValueFactory.fromAnyRef(
                    variables.get(variable), "environment variable " + variable));
      }
    }
    return settings;
  }

  /** The variable of a setting: its path in capitals. */
  static String variable(String path) {
    return path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
