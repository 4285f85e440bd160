package dev.weir.connectors.ingest;

import dev.weir.connectors.text.lineprotocol.PointText;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.io.IOException;

/** How the lines of a batch are read. */
public enum BatchFormat {
  /** Cells, under a header or the columns of the settings. */
  CSV(1),
  /** A JSON object a line. */
  JSONL(2),
  /** Points that another protocol sent: {@link PointText}. The settings of records do not count. */
  POINTS(3);

  private final byte code;

  BatchFormat(int code) {
    this.code = (byte) code;
  }

  /** The number on disk. */
  byte code() {
    return code;
  }

  static BatchFormat of(byte code) throws IOException {
    for (BatchFormat format : values()) {
      if (format.code == code) {
        return format;
      }
    }
    throw new IOException("a newer build wrote format " + code);
  }

  /** The settings of a source for a batch of this format. */
  TextSettings settings(TextSettings source) {
    return switch (this) {
      case CSV -> source.with(LineFormat.CSV);
      case JSONL -> source.with(LineFormat.JSONL);
      case POINTS -> PointText.settings();
    };
  }
}
