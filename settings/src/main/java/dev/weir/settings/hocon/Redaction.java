package dev.weir.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration as it may be shown: without what is secret. */
public final class Redaction {

  private static final String HIDDEN = "***";
  private static final Set<String> SECRET =
      Set.of("secret", "password", "token", "tokens", "sha256", "authorization");

  /** Keys of objects whose values are secret, all of them. */
  private static final Set<String> HOLDERS = Set.of("headers");

  /** An address with a scheme and two slashes, up to a blank or a quote. */
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^\\s\"'<>]*)");

  /** Where an address begins. */
  private static final Pattern START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private static final Pattern QUOTED = Pattern.compile("'[^']*('|$)|\"[^\"]*(\"|$)");

  private Redaction() {}

  public static ConfigObject of(Config config) {
    return hide(config.root(), false);
  }

  /** A configuration without what is secret, as one line of JSON. */
  public static String json(Config config) {
    return of(config).render(ConfigRenderOptions.concise());
  }

  /**
   * A text with every address in it reduced to scheme, host and port: tokens stand in user, path,
   * query and fragment. The path of a Redis address is the number of a database and stays.
   */
  public static String address(String text) {
    return text.contains("://")
        ? ADDRESS
            .matcher(text)
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    match.group(1) + "://" + rest(match.group(1), match.group(2))))
        : text;
  }

  /**
   * A text about a command line, with the addresses in it reduced as by {@link #address(String)}.
   * Where a word of the command line goes on behind a blank or a quote in an address, only its
   * scheme is shown.
   */
  public static String address(String text, List<String> words) {
    String shown = text;
    for (String word : words) {
      Matcher start = START.matcher(word);
      if (start.find()) {
        String address = word.substring(start.start());
        if (!ADDRESS.matcher(address).matches()) {
          shown = shown.replace(address, start.group() + HIDDEN);
        }
      }
    }
    return address(shown);
  }

  private static String rest(String scheme, String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    int at = rest.lastIndexOf('@');
    if (at >= end) {
      // A password with a slash: what stands before the last @ is not a host.
      return HIDDEN;
    }
    String place = at < 0 ? rest.substring(0, end) : HIDDEN + "@" + rest.substring(at + 1, end);
    String path = rest.substring(end);
    boolean shown =
        path.isEmpty()
            || path.equals("/")
            || (scheme.startsWith("redis") && path.matches("/\\d{1,5}"));
    return shown ? place + path : place + "/" + HIDDEN;
  }

  /** A text that quotes a configuration: what stands in quotes may be any of its values. */
  static String excerpt(String text) {
    return address(QUOTED.matcher(text).replaceAll("'" + HIDDEN + "'"));
  }

  private static ConfigObject hide(ConfigObject object, boolean all) {
    ConfigObject shown = object;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = entry.getKey().toLowerCase(Locale.ROOT);
      boolean secret = all || isSecret(key);
      // A pattern of series is not an address, whatever series are called.
      ConfigValue value =
          key.equals("match") && !secret
              ? entry.getValue()
              : hide(entry.getValue(), secret, HOLDERS.contains(key));
      shown = shown.withValue(entry.getKey(), withoutComments(value));
    }
    return shown;
  }

  /** Comments of the user's file may hold anything; those of the defaults explain the keys. */
  private static ConfigValue withoutComments(ConfigValue value) {
    ConfigOrigin origin = value.origin();
    return origin.resource() == null && !origin.comments().isEmpty()
        ? value.withOrigin(origin.withComments(List.of()))
        : value;
  }

  /** Whether the value of a key is secret, by its name. */
  static boolean isSecret(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return SECRET.stream().anyMatch(word -> key.equals(word) || key.endsWith("-" + word));
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
      // It is shown as the reference it is, unless more than a reference may be in it.
      boolean plain = !secret && !value.render().contains("://");
      return plain ? value : ConfigValueFactory.fromAnyRef(HIDDEN);
    }
  }

  private static ConfigValue hide(ConfigList list, boolean secret) {
    List<ConfigValue> values = new ArrayList<>();
    list.forEach(value -> values.add(withoutComments(hide(value, secret, false))));
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
