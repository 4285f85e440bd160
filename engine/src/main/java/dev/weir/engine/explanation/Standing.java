package dev.weir.engine.explanation;

import dev.weir.detectors.Rows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says since when a value has not moved. */
final class Standing {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Standing() {}

  /**
   * The end of a sentence about the value.
   *
   * @param since milliseconds since 1970, as the detector sees time
   * @return empty if that is not known
   */
  static String sentence(long since) {
    return since == Rows.NO_TIME
        ? ""
        : "has not moved since " + MINUTE.format(Instant.ofEpochMilli(since));
  }
}
