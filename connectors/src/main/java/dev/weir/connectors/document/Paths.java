package dev.weir.connectors.document;

/** Places in a JSON text: names joined by points, {@code []} for the items of an array. */
final class Paths {

  static final String ITEMS = "[]";

  private Paths() {}

  /** The path of a member of an object. */
  static String member(String object, String name) {
    return object.isEmpty() ? name : object + '.' + name;
  }

  /** The path of the items of an array. */
  static String items(String array) {
    return array + ITEMS;
  }
}
