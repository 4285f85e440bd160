package dev.weir.connectors.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The paths of the first value of a JSON text, as far as its beginning shows them. */
final class Outline {

  static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int MOST_PATHS = 2_000;

  private final Set<String> paths = new HashSet<>();
  private final Set<String> objects = new HashSet<>();
  private final Set<String> arrays = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Map<String, String> firsts = new HashMap<>();
  private final Deque<Container> containers = new ArrayDeque<>();
  private String name = "";
  private boolean begun;
  private boolean manyLines;
  private boolean damaged;

  /** An object or an array that is open, with its path. */
  record Container(String path, boolean array) {

    /** The path of a value in it. */
    String below(String name) {
      return array ? Paths.items(path) : Paths.member(path, name);
    }
  }

  private Outline() {}

  /** Looks at a beginning of UTF-8; empty if it is not that of a JSON object or array. */
  static Optional<Outline> of(byte[] text) {
    Outline outline = new Outline();
    int line = 0;
    while (line < text.length && text[line] != '\n') {
      line++;
    }
    try (JsonParser parser = JSON.createNonBlockingByteArrayParser()) {
      outline.feed(parser, text, 0, Math.min(line + 1, text.length));
      if (!outline.isOver() && line + 1 < text.length) {
        outline.manyLines = outline.begun;
        outline.feed(parser, text, line + 1, text.length);
      }
    } catch (IOException e) {
      outline.damaged = true;
    }
    return outline.begun ? Optional.of(outline) : Optional.empty();
  }

  private void feed(JsonParser parser, byte[] text, int from, int to) throws IOException {
    ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(text, from, to);
    while (!isOver()) {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.NOT_AVAILABLE) {
        return;
      }
      take(token, parser);
      if (containers.isEmpty() && !begun) {
        throw new IOException("neither an object nor an array");
      }
    }
  }

  private void take(JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.FIELD_NAME) {
      name = parser.currentName();
      if (paths.size() < MOST_PATHS) {
        String object = containers.getFirst().path();
        members.computeIfAbsent(object, any -> new LinkedHashSet<>()).add(name);
      }
      return;
    }
    if (token.isStructEnd()) {
      containers.pop();
      return;
    }
    String path = containers.isEmpty() ? "" : containers.getFirst().below(name);
    if (paths.size() < MOST_PATHS) {
      paths.add(path);
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        firsts.putIfAbsent(path, parser.getText());
      }
    }
    if (token == JsonToken.START_OBJECT) {
      objects.add(path);
      containers.push(new Container(path, false));
      begun = true;
    } else if (token == JsonToken.START_ARRAY) {
      arrays.add(path);
      containers.push(new Container(path, true));
      begun = true;
    } else if (token.isNumeric()) {
      numbers.add(path);
    }
  }

  private boolean isOver() {
    return begun && containers.isEmpty();
  }

  boolean has(String path) {
    return paths.contains(path);
  }

  boolean hasObject(String path) {
    return objects.contains(path);
  }

  boolean hasArray(String path) {
    return arrays.contains(path);
  }

  /** Paths of objects. */
  Set<String> objects() {
    return objects;
  }

  /** The names in an object, those of all objects at this path. */
  Set<String> members(String path) {
    return members.getOrDefault(path, Set.of());
  }

  /** The first text, number or truth at a path; empty if there is none. */
  String first(String path) {
    return firsts.getOrDefault(path, "");
  }

  /** Whether the beginning ends within the value. */
  boolean isCut() {
    return !isOver();
  }

  /** Paths of numbers. */
  Set<String> numbers() {
    return numbers;
  }

  /** Whether what follows is not JSON. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether the value goes on behind its first line. */
  boolean hasManyLines() {
    return manyLines;
  }
}
