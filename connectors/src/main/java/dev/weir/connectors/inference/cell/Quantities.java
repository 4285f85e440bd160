package dev.weir.connectors.inference.cell;

import java.util.List;
import java.util.Set;

/**
 * The names of columns that hold an amount or a duration although a word for times is a part of
 * them, as {@code update_bytes} and {@code response_time_ns}.
 */
public final class Quantities {

  private static final Set<String> AMOUNTS =
      words(
          """
          byte bytes octets kb mb gb kib mib gib count counts counter total sum percent pct rate
          candidates updates timeouts
          """);

  /** Words in front of "time" that make a duration of it. */
  private static final Set<String> DURATIONS =
      words(
          """
          response processing process cpu wait waiting run running execution exec busy idle io read
          write query queue gc pause load render travel cycle dwell transit service system user
          compile request
          """);

  private Quantities() {}

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.strip().split("\\s+")));
  }

  /** Whether a name says that its numbers are an amount or a duration. */
  public static boolean isNamed(String name) {
    List<String> words = IdNames.split(name);
    if (words.isEmpty()) {
      return false;
    }
    int time = words.indexOf("time");
    return AMOUNTS.contains(words.getLast())
        || (time > 0 && DURATIONS.contains(words.get(time - 1)));
  }
}
