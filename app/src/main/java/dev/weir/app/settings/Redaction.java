package dev.weir.app.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A configuration as it may be shown: without what is secret. */
public final class Redaction {

  private static final String HIDDEN = "***";
  private static final Set<String> SECRET = Set.of("secret", "password", "token", "authorization");

  /** Keys of objects whose values are secret, all of them. */
  private static final Set<String> HOLDERS = Set.of("headers");

  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#@]*@");
  private static final Pattern QUERY = Pattern.compile("(?<=\\?)[^#]+");

  private Redaction() {}

  public static ConfigObject of(Config config) {
    return hide(config.root(), false);
  }

  /** An address without user, password and query. */
  static String address(String text) {
    return text.contains("://")
        ? QUERY.matcher(USER.matcher(text).replaceAll(HIDDEN + "@")).replaceAll(HIDDEN)
        : text;
  }

  private static ConfigObject hide(ConfigObject object, boolean all) {
    ConfigObject shown = object;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = entry.getKey().toLowerCase(Locale.ROOT);
      boolean secret = all || isSecret(key);
      shown =
          shown.withValue(entry.getKey(), hide(entry.getValue(), secret, HOLDERS.contains(key)));
    }
    return shown;
  }

  private static boolean isSecret(String key) {
    return SECRET.stream().anyMatch(name -> key.equals(name) || key.endsWith("-" + name));
  }

  private static ConfigValue hide(ConfigValue value, boolean secret, boolean holder) {
    try {
      return switch (value.valueType()) {
        case OBJECT -> hide((ConfigObject) value, secret || holder);
        case LIST -> hide((ConfigList) value, secret);
        case STRING, NUMBER, BOOLEAN -> hideText(value, secret);
        case NULL -> value;
      };
    } catch (ConfigException.NotResolved e) {
      // It is shown as the reference it is.
      return value;
    }
  }

  private static ConfigValue hide(ConfigList list, boolean secret) {
    List<ConfigValue> values = new ArrayList<>();
    list.forEach(value -> values.add(hide(value, secret, false)));
    return ConfigValueFactory.fromIterable(values).withOrigin(list.origin());
  }

  private static ConfigValue hideText(ConfigValue value, boolean secret) {
    String text = String.valueOf(value.unwrapped());
    String shown = secret && !text.isEmpty() ? HIDDEN : address(text);
    return shown.equals(text)
        ? value
        : ConfigValueFactory.fromAnyRef(shown).withOrigin(value.origin());
  }
}
