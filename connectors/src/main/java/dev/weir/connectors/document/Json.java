package dev.weir.connectors.document;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of a JSON document. Numbers keep the text they are written with. */
sealed interface Json {

  /** Numbers that are not finite, as tools write them. */
  Set<String> NOT_FINITE = Set.of("NaN", "Inf", "+Inf", "-Inf", "Infinity", "-Infinity");

  record Members(Map<String, Json> fields) implements Json {}

  record Items(List<Json> items) implements Json {}

  record Text(String text) implements Json {}

  /** A number, true, false or null. */
  record Literal(String text) implements Json {}

  /** The value of a member that is not there. */
  static Json nothing() {
    return new Literal("null");
  }

  /** A value whose text is a number in JSON as that number; NaN and infinite ones as null. */
  static Json number(Json value) {
    if (!(value instanceof Text(String text))) {
      return value;
    }
    return isNumber(text) ? new Literal(text) : NOT_FINITE.contains(text) ? nothing() : value;
  }

  private static boolean isNumber(String text) {
    return text.length() < 64 && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
  }

  /** The value of a member; {@link #nothing} if there is none. */
  default Json member(String name) {
    return fields().getOrDefault(name, nothing());
  }

  /** The members of an object; none of another value. */
  default Map<String, Json> fields() {
    return Map.of();
  }

  /** The items of an array; none of another value. */
  default List<Json> items() {
    return List.of();
  }

  /** The text of a text or literal; empty of an object, an array and null. */
  default String text() {
    return "";
  }

  /** The text of a text or literal; empty of null. */
  default String words() {
    return equals(nothing()) ? "" : text();
  }
}
