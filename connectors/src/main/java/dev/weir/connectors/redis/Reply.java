package dev.weir.connectors.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Redis answered, or a part of it, taken as what it should be. */
record Reply(@Nullable Object value) {

  boolean isNothing() {
    return value == null;
  }

  /** As a list; nothing is an empty one. */
  List<?> list() {
    return value == null ? List.of() : (List<?>) value;
  }

  /** Part of a list. */
  Reply get(int index) {
    return new Reply(list().get(index));
  }

  int size() {
    return list().size();
  }

  byte[] bytes() {
    if (value == null) {
      throw new IllegalStateException("Redis said nothing where a text was expected");
    }
    return (byte[]) value;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  long number() {
    if (value == null) {
      throw new IllegalStateException("Redis said nothing where a number was expected");
    }
    return (Long) value;
  }

  /** The value behind a name, in a list of names and values; nothing if the name is not there. */
  Reply at(String name) {
    for (int i = 0; i + 1 < size(); i += 2) {
      if (get(i).text().equals(name)) {
        return get(i + 1);
      }
    }
    return new Reply(null);
  }
}
