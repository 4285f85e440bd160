package dev.weir.app.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One object of a configuration, read key by key. What has the wrong type or is out of range is a
 * problem, and so is, at the end, every key that nobody read. Where there is a problem the value
 * returned is a stand-in, and nothing may be started with it.
 */
public final class Section {

  private final Config config;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(Config config, String path, Problems problems) {
    this.config = config;
    this.path = path;
    this.problems = problems;
  }

  /** Where a section begins, for problems of the whole. */
  ConfigOrigin origin() {
    return config.root().origin();
  }

  /** Says what is wrong with the value of a key. */
  void problem(String key, String problem) {
    ConfigValue value = config.root().get(key);
    problems.add(value == null ? origin() : value.origin(), name(key) + " " + problem);
  }

  boolean has(String key) {
    known.add(key);
    return config.hasPath(key);
  }

  String text(String key) {
    return read(key, Config::getString, "a text", "");
  }

  boolean flag(String key) {
    return read(key, Config::getBoolean, "true or false", false);
  }

  int integer(String key, int min, int max) {
    return (int) integer(key, (long) min, (long) max);
  }

  long integer(String key, long min, long max) {
    long value = read(key, Config::getLong, "a whole number", min);
    return within(key, value, value >= min && value <= max, min, max);
  }

  double number(String key, double min, double max) {
    double value = read(key, Config::getDouble, "a number", min);
    return within(key, value, value >= min && value <= max, min, max);
  }

  Duration duration(String key, Duration min) {
    Duration value = read(key, Config::getDuration, "a duration such as 10s", min);
    if (value.compareTo(min) < 0) {
      problem(
          key, "must be at least %d ms, and is %d ms".formatted(min.toMillis(), value.toMillis()));
    }
    return value;
  }

  long bytes(String key, long min) {
    long value = read(key, Config::getBytes, "a size such as 64 MiB", min);
    return within(key, value, value >= min, min, Long.MAX_VALUE);
  }

  /** One of the names of an enum, in lower case and with dashes. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] choices = type.getEnumConstants();
    return chosen(key, text(key), choices, choices[0]);
  }

  /** Several of them; at least one. */
  <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
    E[] choices = type.getEnumConstants();
    Set<E> chosen = new LinkedHashSet<>();
    for (String text : texts(key)) {
      chosen.add(chosen(key, text, choices, choices[0]));
    }
    if (chosen.isEmpty()) {
      problem(key, "must name at least one of " + names(choices));
      chosen.add(choices[0]);
    }
    return chosen;
  }

  private <E extends Enum<E>> E chosen(String key, String text, E[] choices, E standIn) {
    for (E choice : choices) {
      if (name(choice).equals(text)) {
        return choice;
      }
    }
    if (!text.isEmpty()) {
      problem(key, "must be one of %s, and is '%s'".formatted(names(choices), text));
    }
    return standIn;
  }

  private static <E extends Enum<E>> String names(E[] choices) {
    return Arrays.stream(choices).map(Section::name).collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> texts(String key) {
    return read(key, Config::getStringList, "a list of texts", List.of());
  }

  Section section(String key) {
    Config inner =
        read(key, Config::getConfig, "an object", com.typesafe.config.ConfigFactory.empty());
    return new Section(inner, name(key), problems);
  }

  /** The objects of a list, each named by its place. */
  List<Section> sections(String key) {
    List<? extends Config> inner = read(key, Config::getConfigList, "a list of objects", List.of());
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      sections.add(new Section(inner.get(i), "%s[%d]".formatted(name(key), i), problems));
    }
    return sections;
  }

  /** The same section with defaults for what it does not say. */
  Section withDefaults(Section defaults) {
    return new Section(config.withFallback(defaults.config), path, problems);
  }

  /** Reports every key that was not asked for. */
  void refuseUnknownKeys() {
    ConfigObject object = config.root();
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        ConfigValue value = object.get(key);
        String nearest = Nearest.to(key, known).map(n -> "; did you mean '" + n + "'?").orElse("");
        problems.add(
            value == null ? origin() : value.origin(),
            "there is no setting '%s'%s".formatted(name(key), nearest));
      }
    }
  }

  private <T> T read(String key, Reader<T> reader, String wanted, T standIn) {
    known.add(key);
    try {
      return reader.read(config, key);
    } catch (ConfigException.Missing e) {
      problems.add(origin(), "%s is missing; %s is wanted".formatted(name(key), wanted));
    } catch (ConfigException e) {
      ConfigValue value = config.root().get(key);
      String is = value == null ? "" : ", and is " + describe(value);
      problem(key, "must be %s%s".formatted(wanted, is));
    }
    return standIn;
  }

  private static String describe(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "an object";
      case LIST -> "a list";
      case NULL -> "null";
      case NUMBER, BOOLEAN, STRING -> "'" + value.unwrapped() + "'";
    };
  }

  private <N extends Number> N within(String key, N value, boolean is, N min, N max) {
    if (!is) {
      boolean open = max.doubleValue() >= Long.MAX_VALUE;
      String range = open ? "at least " + min : "%s to %s".formatted(min, max);
      problem(key, "must be %s, and is %s".formatted(range, value));
    }
    return value;
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(Config config, String key);
  }
}
