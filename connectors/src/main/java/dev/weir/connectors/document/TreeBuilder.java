package dev.weir.connectors.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/** Builds a value from its tokens. */
final class TreeBuilder {

  private static final int DEEPEST = 100;
  private static final int MOST_VALUES = 1_000_000;

  private sealed interface Open {}

  private static final class OpenMembers implements Open {
    private final Map<String, Json> fields = new LinkedHashMap<>();
    private String name = "";
  }

  private record OpenItems(List<Json> items) implements Open {}

  private final Deque<Open> open = new ArrayDeque<>();
  private Json result = Json.nothing();
  private int values;

  /** Takes the next token; whether the value is complete. */
  boolean take(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT -> push(new OpenMembers());
      case START_ARRAY -> push(new OpenItems(new ArrayList<>()));
      case END_OBJECT, END_ARRAY -> add(close(open.pop()));
      case FIELD_NAME -> name(parser.currentName());
      case VALUE_STRING -> add(new Json.Text(parser.getText()));
      default -> add(new Json.Literal(parser.getText()));
    }
    return open.isEmpty();
  }

  private void push(Open container) throws IOException {
    if (open.size() >= DEEPEST) {
      throw new ZipException("it is nested deeper than 100 levels");
    }
    open.push(container);
  }

  private static Json close(Open container) {
    return switch (container) {
      case OpenMembers members -> new Json.Members(members.fields);
      case OpenItems(var items) -> new Json.Items(items);
    };
  }

  private void name(String name) {
    if (open.getFirst() instanceof OpenMembers members) {
      members.name = name;
    }
  }

  private void add(Json value) throws IOException {
    if (++values > MOST_VALUES) {
      throw new ZipException("a part of the document holds more than 1,000,000 values");
    }
    if (open.isEmpty()) {
      result = value;
      return;
    }
    switch (open.getFirst()) {
      case OpenMembers members -> members.fields.put(members.name, value);
      case OpenItems(var items) -> items.add(value);
    }
  }

  Json result() {
    return result;
  }
}
