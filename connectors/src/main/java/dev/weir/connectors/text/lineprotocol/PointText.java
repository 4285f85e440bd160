package dev.weir.connectors.text.lineprotocol;

import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import java.util.List;

/**
 * Points as lines: the time in nanoseconds since 1970, the key of the series and one number, with
 * tabs between. Other protocols are turned into it, so that a record is one line.
 */
public final class PointText {

  private static final char SEPARATOR = '\t';
  private static final String TIME = "time";
  private static final String SERIES = "series";
  private static final String VALUE = "value";

  private PointText() {}

  /** How such lines are read. */
  public static TextSettings settings() {
    RecordSettings record =
        new RecordSettings(
            new TimeSettings(List.of(TIME), "epoch-ns", ""),
            List.of(SERIES),
            "",
            List.of(VALUE),
            List.of(TIME, SERIES, VALUE),
            NumberSettings.USUAL,
            SERIES);
    return new TextSettings(LineFormat.CSV, SEPARATOR, TextSettings.LONGEST_LINE, record);
  }

  /** Appends a line; the key must be one, and the value a number. */
  static void append(ByteText into, long time, byte[] key, int keyLength, ByteText value) {
    into.add(Long.toString(time)).add((byte) SEPARATOR);
    boolean quoted = false;
    for (int i = 0; i < keyLength; i++) {
      quoted |= key[i] == '"';
    }
    if (quoted) {
      into.add((byte) '"');
    }
    for (int i = 0; i < keyLength; i++) {
      if (key[i] == '"') {
        into.add((byte) '"');
      }
      into.add(key[i]);
    }
    if (quoted) {
      into.add((byte) '"');
    }
    into.add((byte) SEPARATOR).add(value).add((byte) '\n');
  }
}
