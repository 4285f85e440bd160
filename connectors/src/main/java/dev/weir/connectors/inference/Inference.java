package dev.weir.connectors.inference;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.LineFormat;

/**
 * Decides how a text is read from its beginning: which format and separator, which column is the
 * time and how it is written, which name the series, which are values. The same bytes and settings
 * give the same decision.
 */
public final class Inference {

  /** How much of a text is looked at, in bytes. */
  public static final int BYTES = 1 << 20;

  private Inference() {}

  /**
   * Decides.
   *
   * @param beginning up to {@link #BYTES} of the text
   * @param whole whether the text has nothing behind them
   */
  public static Reading of(byte[] beginning, boolean whole, Setup setup) {
    Sample sample = Sample.of(beginning, whole, setup);
    if (sample.charset().name().startsWith("UTF-16")) {
      return new Reading.Unreadable(
          "it is UTF-16: write it in UTF-8, such as by iconv -f UTF-16 -t UTF-8");
    }
    if (sample.lines().isEmpty() && beginning.length >= BYTES) {
      return new Reading.Unreadable("its first line is longer than 1 MiB");
    }
    return switch (setup.format().orElse(formatOf(sample))) {
      case CSV -> CsvInference.of(sample, setup);
      case JSONL -> JsonInference.of(sample, setup);
    };
  }

  static LineFormat formatOf(Sample sample) {
    for (String line : sample.lines()) {
      String text = line.strip();
      if (!text.isEmpty()) {
        return text.startsWith("{") ? LineFormat.JSONL : LineFormat.CSV;
      }
    }
    return LineFormat.CSV;
  }
}
