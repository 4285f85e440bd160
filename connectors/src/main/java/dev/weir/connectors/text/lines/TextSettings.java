package dev.weir.connectors.text.lines;

import dev.weir.connectors.text.RecordSettings;

/**
 * How text is cut into records.
 *
 * @param separator between the cells of CSV lines; a blank stands for any number of them
 * @param longestLine in bytes; what is longer is a dead letter
 */
public record TextSettings(
    LineFormat format, char separator, int longestLine, RecordSettings record, Layout layout) {

  /** 1 MiB. */
  public static final int LONGEST_LINE = 1 << 20;

  /** A text of records only. */
  public TextSettings(LineFormat format, char separator, int longestLine, RecordSettings record) {
    this(format, separator, longestLine, record, Layout.PLAIN);
  }

  /** The settings for another format. */
  public TextSettings with(LineFormat other) {
    return new TextSettings(other, separator, longestLine, record, layout);
  }
}
