package dev.weir.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One object of a configuration, read key by key. A value of the wrong type or out of range is a
 * problem, and so is, at the end, every key that nobody read. With a problem, the value returned is
 * a stand-in: nothing may be started with it.
 */
public final class Section {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Config config;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * A section of a configuration.
   *
   * @param path its name in problems; empty for the root
   * @param problems where problems are reported
   */
  public Section(Config config, String path, Problems problems) {
    this.config = config;
    this.path = path;
    this.problems = problems;
  }

  /** Reports a problem with the value of a key, such as "must be at least 1". */
  public void problem(String key, String problem) {
    problems.add(Origins.of(config.root(), key), name(key) + " " + problem);
  }

  public boolean has(String key) {
    known.add(key);
    return config.hasPath(key);
  }

  public String text(String key) {
    return read(key, Config::getString, "a text", "");
  }

  /** Where something is or shall be; empty only if the text is. */
  public Path path(String key) {
    try {
      return Path.of(text(key));
    } catch (InvalidPathException e) {
      problem(key, "is not a path: " + e.getReason());
      return Path.of("");
    }
  }

  public boolean flag(String key) {
    return read(key, Config::getBoolean, "true or false", false);
  }

  public int integer(String key, int min, int max) {
    return (int) integer(key, (long) min, (long) max);
  }

  public long integer(String key, long min, long max) {
    long value = read(key, Section::wholeNumber, "a whole number", min);
    return within(key, value, value >= min && value <= max, min, max);
  }

  private static long wholeNumber(Config config, String key) {
    Number number = config.getNumber(key);
    if (number.doubleValue() != number.longValue()) {
      throw new ConfigException.WrongType(config.getValue(key).origin(), key + " has a fraction");
    }
    return number.longValue();
  }

  public double number(String key, double min, double max) {
    double value = read(key, Config::getDouble, "a number", min);
    return within(key, value, value >= min && value <= max, min, max);
  }

  public Duration duration(String key, Duration min) {
    return duration(key, min, "a duration such as 10s");
  }

  /** A duration, where other values are possible too; {@code wanted} describes all of them. */
  public Duration duration(String key, Duration min, String wanted) {
    Duration value = read(key, Config::getDuration, wanted, min);
    if (value.compareTo(min) < 0) {
      problem(key, "must be at least %s, and is %s".formatted(text(min), text(value)));
      return min;
    }
    return value;
  }

  private static String text(Duration duration) {
    return duration.toNanos() % NANOS_PER_MILLI == 0
        ? duration.toMillis() + " ms"
        : duration.toNanos() + " ns";
  }

  public long bytes(String key, long min) {
    return bytes(key, min, "a size such as 64 MiB");
  }

  /** A size where another value is possible too; {@code wanted} names both. */
  public long bytes(String key, long min, String wanted) {
    long value = read(key, Config::getBytes, wanted, min);
    return within(key, value, value >= min, min, Long.MAX_VALUE);
  }

  /**
   * A value of the type of {@code standIn}; {@code standIn}, with a problem, where the key holds
   * something else. Ranges are not checked: a whole number too large for an {@code int} becomes the
   * nearest {@code int}.
   *
   * @param standIn an Integer, Long, Double, Boolean, String or a constant of an enum
   * @throws IllegalArgumentException if it is something else
   */
  public Object value(String key, Object standIn) {
    return switch (standIn) {
      case Integer number ->
          Math.clamp(
              read(key, Section::wholeNumber, "a whole number", number.longValue()),
              Integer.MIN_VALUE,
              Integer.MAX_VALUE);
      case Long number -> read(key, Section::wholeNumber, "a whole number", number);
      case Double number -> read(key, Config::getDouble, "a number", number);
      case Boolean flag -> read(key, Config::getBoolean, "true or false", flag);
      case String text -> read(key, Config::getString, "a text", text);
      case Enum<?> constant -> constant(key, constant);
      default ->
          throw new IllegalArgumentException(
              "%s cannot be read as a %s".formatted(name(key), standIn.getClass()));
    };
  }

  private <E extends Enum<E>> Object constant(String key, Enum<?> standIn) {
    @SuppressWarnings("unchecked")
    E constant = (E) standIn;
    return chosen(key, text(key), constant.getDeclaringClass().getEnumConstants(), constant);
  }

  /** One of the names of an enum, in lower case and with dashes. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] choices = type.getEnumConstants();
    return chosen(key, text(key), choices, choices[0]);
  }

  /** Several of them; at least one. */
  public <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
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
      if (KebabCase.of(choice).equals(text)) {
        return choice;
      }
    }
    if (!text.isEmpty()) {
      problem(key, "must be one of %s, and is '%s'".formatted(names(choices), text));
    }
    return standIn;
  }

  private static <E extends Enum<E>> String names(E[] choices) {
    return Arrays.stream(choices).map(KebabCase::of).collect(Collectors.joining(", "));
  }

  public List<String> texts(String key) {
    return read(key, Config::getStringList, "a list of texts", List.of());
  }

  /** A text or a list of texts; an empty text is no text. */
  public List<String> oneOrMore(String key) {
    return read(key, Section::textOrTexts, "a text or a list of texts", List.of());
  }

  private static List<String> textOrTexts(Config config, String key) {
    if (config.getValue(key).valueType() == ConfigValueType.LIST) {
      return config.getStringList(key);
    }
    String text = config.getString(key);
    return text.isEmpty() ? List.of() : List.of(text);
  }

  /** An object of lists of texts. */
  public Map<String, List<String>> lists(String key) {
    Section inner = section(key);
    Map<String, List<String>> lists = new TreeMap<>();
    for (String name : inner.config.root().keySet()) {
      lists.put(
          name,
          inner.read(
              name,
              (config, path) -> textOrTexts(config, ConfigUtil.quoteString(path)),
              "a list",
              List.of()));
    }
    return lists;
  }

  /** An object of texts. */
  public Map<String, String> pairs(String key) {
    Section inner = section(key);
    Map<String, String> pairs = new TreeMap<>();
    for (String name : inner.config.root().keySet()) {
      pairs.put(name, inner.read(name, Section::quoted, "a text", ""));
    }
    return pairs;
  }

  private static String quoted(Config config, String key) {
    return config.getString(ConfigUtil.quoteString(key));
  }

  public Section section(String key) {
    Optional<Config> inner =
        read(key, (c, k) -> Optional.of(c.getConfig(k)), "an object", Optional.empty());
    // What is missing in a section that is none is no further problem.
    return inner
        .map(found -> new Section(found, name(key), problems))
        .orElseGet(() -> new Section(ConfigFactory.empty(), name(key), new Problems()));
  }

  /** The objects of a list, each named by its place. */
  public List<Section> sections(String key) {
    List<? extends Config> inner = read(key, Config::getConfigList, "a list of objects", List.of());
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      sections.add(new Section(inner.get(i), "%s[%d]".formatted(name(key), i), problems));
    }
    return sections;
  }

  /** The section, with defaults for the keys that it does not have. */
  public Section withDefaults(Section defaults) {
    return new Section(config.withFallback(defaults.config), path, problems);
  }

  /** The section, without the keys that the other does not have; each such key is a problem. */
  public Section limitedTo(Config other) {
    Config limited = config;
    for (String key : config.root().keySet()) {
      String quoted = ConfigUtil.quoteString(key);
      if (!other.root().containsKey(key)) {
        refuse(key, other.root().keySet());
        limited = limited.withoutPath(quoted);
      } else if (isObject(config, key) && isObject(other, key)) {
        Section inner = new Section(config.getConfig(quoted), name(key), problems);
        limited = limited.withValue(quoted, inner.limitedTo(other.getConfig(quoted)).config.root());
      }
    }
    return new Section(limited, path, problems);
  }

  private static boolean isObject(Config config, String key) {
    return config.root().get(key) instanceof ConfigObject;
  }

  /** Reports every key that was not asked for. */
  public void refuseUnknownKeys() {
    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        refuse(key, known);
      }
    }
  }

  private void refuse(String key, Set<String> others) {
    ConfigValue value = config.root().get(key);
    String nearest = Nearest.to(key, others).map(n -> "; did you mean '" + n + "'?").orElse("");
    problems.add(
        value == null ? config.root().origin() : value.origin(),
        "there is no setting '%s'%s".formatted(name(key), nearest));
  }

  private <T> T read(String key, Reader<T> reader, String wanted, T standIn) {
    known.add(key);
    try {
      return reader.read(config, key);
    } catch (ConfigException.Missing e) {
      problem(key, "is missing; %s is wanted".formatted(wanted));
    } catch (ConfigException e) {
      ConfigValue value = config.root().get(key);
      String is = value == null ? "" : ", and is " + describe(key, value);
      problem(key, "must be %s%s".formatted(wanted, is));
    }
    return standIn;
  }

  private static String describe(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "an object";
      case LIST -> "a list";
      case NULL -> "null";
      case NUMBER, BOOLEAN, STRING ->
          Redaction.isSecret(key) ? "another value" : "'" + value.unwrapped() + "'";
    };
  }

  /** The value if it is in the range; otherwise a problem, and one that is. */
  private <N extends Number> N within(String key, N value, boolean is, N min, N max) {
    if (is) {
      return value;
    }
    boolean open = max.doubleValue() >= Long.MAX_VALUE;
    String range = open ? "at least " + min : "%s to %s".formatted(min, max);
    problem(key, "must be %s, and is %s".formatted(range, value));
    return value.doubleValue() > max.doubleValue() ? max : min;
  }

  /** A key as problems name it. */
  public String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(Config config, String key);
  }
}
