package dev.weir.connectors.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply of a server, or a part of one. Each accessor fails with a {@link RedisFailure} that names
 * the server if the reply has another type.
 */
public record Reply(RedisAddress from, @Nullable Object value) {

  public boolean isNothing() {
    return value == null;
  }

  /** As a list; nil is an empty one. */
  List<?> list() throws RedisFailure {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw unexpected("a list");
  }

  /** Part of a list, counted from 0. */
  public Reply get(int index) throws RedisFailure {
    List<?> list = list();
    if (index >= list.size()) {
      throw RedisFailure.malformed(
          from, "a list of %d values where more were expected".formatted(list.size()));
    }
    return new Reply(from, list.get(index));
  }

  public int size() throws RedisFailure {
    return list().size();
  }

  public byte[] bytes() throws RedisFailure {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    throw unexpected("a text");
  }

  public String text() throws RedisFailure {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public long number() throws RedisFailure {
    if (value instanceof Long number) {
      return number;
    }
    throw unexpected("a number");
  }

  /** As the id of an entry. */
  public StreamId id() throws RedisFailure {
    byte[] text = bytes();
    if (!StreamId.isValid(text, 0, text.length)) {
      throw unexpected("the id of an entry");
    }
    return StreamId.of(text);
  }

  /** The value behind a name, in a list of names and values; nil if the name is not there. */
  public Reply at(String name) throws RedisFailure {
    for (int i = 0; i + 1 < size(); i += 2) {
      if (get(i).text().equals(name)) {
        return get(i + 1);
      }
    }
    return new Reply(from, null);
  }

  private RedisFailure unexpected(String wanted) {
    String sent =
        switch (value) {
          case null -> "nil";
          case List<?> unused -> "a list";
          case Long unused -> "a number";
          default -> "a text";
        };
    return RedisFailure.malformed(from, "%s where %s was expected".formatted(sent, wanted));
  }
}
