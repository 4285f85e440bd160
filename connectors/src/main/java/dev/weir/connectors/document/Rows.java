package dev.weir.connectors.document;

import java.util.Iterator;
import java.util.Map;

/** Takes the records out of an element of a document. */
@FunctionalInterface
interface Rows {

  /**
   * The records of an element, made as they are asked for.
   *
   * @param around texts in front of the element, in the object that holds its array
   */
  Iterator<Json> of(Json element, Map<String, Json> around);
}
