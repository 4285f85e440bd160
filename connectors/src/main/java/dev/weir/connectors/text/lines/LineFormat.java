package dev.weir.connectors.text.lines;

/** How a record stands in a line. */
public enum LineFormat {
  /** Cells between commas, under a header. */
  CSV,
  /** One JSON object a line. */
  JSONL
}
