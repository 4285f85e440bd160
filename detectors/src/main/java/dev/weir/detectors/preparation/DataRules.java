package dev.weir.detectors.preparation;

import dev.weir.detectors.Identity;

/**
 * Facts about data that are needed to judge it.
 *
 * @param timeZone whose hours and days models go by, as an IANA name; empty for UTC
 */
public record DataRules(Lateness lateness, Missing missing, ValuesAre valuesAre, String timeZone) {

  /** Data is what it seems. */
  public static final DataRules NONE =
      new DataRules(Lateness.NONE, Missing.NONE, ValuesAre.LEVEL, "");

  Identity identity() {
    return Identity.of("DataRules")
        .with("lateness", lateness.identity())
        .with("missing", missing.identity())
        .with("valuesAre", valuesAre.identity())
        .with("timeZone", timeZone);
  }

  boolean isNone() {
    return equals(NONE);
  }
}
