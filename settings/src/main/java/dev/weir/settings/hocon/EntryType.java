package dev.weir.settings.hocon;

import java.util.Map;
import java.util.Optional;

/** Reads the key {@code type} of an entry of a list, which names one of several alternatives. */
public final class EntryType {

  private static final String KEY = "type";

  private EntryType() {}

  /**
   * The alternative that the entry names; empty, with a problem, if it names none of them.
   *
   * @param types the alternatives by name, in the order in which a problem lists them
   */
  public static <T> Optional<T> of(Section entry, Map<String, T> types) {
    if (!entry.has(KEY)) {
      entry.problem(KEY, "is missing; it is one of " + String.join(", ", types.keySet()));
      return Optional.empty();
    }
    String name = entry.text(KEY);
    Optional<T> type = Optional.ofNullable(types.get(name));
    if (type.isEmpty()) {
      String nearest =
          Nearest.to(name, types.keySet()).map(n -> "; did you mean '" + n + "'?").orElse("");
      entry.problem(
          KEY,
          "must be one of %s, and is '%s'%s"
              .formatted(String.join(", ", types.keySet()), name, nearest));
    }
    return type;
  }

  /** The entry with the defaults of its type for what it does not say. */
  public static Section withDefaults(Section entry, Section types) {
    Section section = entry.withDefaults(types.section(entry.text(KEY)));
    section.has(KEY);
    return section;
  }
}
