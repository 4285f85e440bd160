package dev.weir.app.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows a configuration without its secrets. */
public final class Hidden {

  private static final ConfigValue STARS = ConfigValueFactory.fromAnyRef("***");
  private static final List<String> SECRETS = List.of("password", "secret", "token");

  private Hidden() {}

  /** The same with stars in place of every secret, however deep; where there is none, nothing. */
  public static ConfigObject of(ConfigObject object) {
    ConfigObject shown = object;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      ConfigValue hidden =
          isSecret(entry.getKey()) ? stars(entry.getValue()) : of(entry.getValue());
      if (!hidden.equals(entry.getValue())) {
        shown = shown.withValue(entry.getKey(), hidden);
      }
    }
    return shown;
  }

  private static ConfigValue of(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> of((ConfigObject) value);
      case LIST -> of((ConfigList) value);
      case STRING, NUMBER, BOOLEAN, NULL -> value;
    };
  }

  private static ConfigValue of(ConfigList list) {
    return ConfigValueFactory.fromIterable(list.stream().map(Hidden::of).toList());
  }

  private static boolean isSecret(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return SECRETS.stream().anyMatch(secret -> name.equals(secret) || name.endsWith("-" + secret));
  }

  private static ConfigValue stars(ConfigValue value) {
    boolean nothing =
        value.valueType() == ConfigValueType.NULL
            || (value.valueType() == ConfigValueType.STRING && "".equals(value.unwrapped()));
    return nothing ? value : STARS.withOrigin(value.origin());
  }
}
