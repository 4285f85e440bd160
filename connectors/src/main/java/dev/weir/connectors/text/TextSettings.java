package dev.weir.connectors.text;

/**
 * How text is cut into records.
 *
 * @param separator between the cells of CSV lines
 * @param longestLine in bytes; what is longer is a dead letter
 */
public record TextSettings(
    LineFormat format, char separator, int longestLine, RecordSettings record) {

  /** 1 MiB. */
  public static final int LONGEST_LINE = 1 << 20;
}
