package dev.weir.connectors.document;

/**
 * How a document is turned into records.
 *
 * @param path of the elements: names joined by points, {@code []} for the items of an array; empty
 *     if each JSON value of the text is an element
 * @param rows of an element
 */
record Recipe(String path, Rows rows) {}
