package dev.weir.settings.hocon;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** Names of the program as a configuration writes them: lower case, words joined by dashes. */
public final class KebabCase {

  private KebabCase() {}

  /** {@code REDIS_STREAMS} as {@code redis-streams}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code alertRate} as {@code alert-rate}. */
  public static String of(String camelCase) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c)) {
        text.append('-');
      }
      text.append(Character.toLowerCase(c));
    }
    return text.toString();
  }

  /** The constants of an enum by the names that a configuration gives them, in their order. */
  public static <E extends Enum<E>> SequencedMap<String, E> names(Class<E> type) {
    SequencedMap<String, E> names = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      names.put(of(constant), constant);
    }
    return Collections.unmodifiableSequencedMap(names);
  }
}
