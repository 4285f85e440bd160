package dev.weir.detectors.preparation;

import dev.weir.detectors.Identity;
import java.util.OptionalLong;

/**
 * Which records of a series are late, and what becomes of them. Records without a time never are.
 *
 * @param allowed by how many milliseconds a record may be older than the newest before it; empty if
 *     none is ever late
 * @param maxSkew a record more milliseconds ahead of the newest does not become the newest, unless
 *     it is the third such in a row; empty if every record may
 */
public record Lateness(OptionalLong allowed, OptionalLong maxSkew, Late late) {

  /** Nothing is late. */
  public static final Lateness NONE =
      new Lateness(OptionalLong.empty(), OptionalLong.empty(), Late.SCORE_ONLY);

  /** Names the treatment of a late record. */
  public enum Late {
    /** The record is scored and changes nothing. */
    SCORE_ONLY("SCORE_ONLY"),
    /** The record is counted and not scored. */
    DROP("DROP");

    /** Stands in {@link Identity}: stays when the constant is renamed. */
    private final String identity;

    Late(String identity) {
      this.identity = identity;
    }
  }

  public Lateness {
    if (allowed.orElse(0) < 0 || maxSkew.orElse(0) < 0) {
      throw new IllegalArgumentException("a time must not be negative");
    }
  }

  Identity identity() {
    return Identity.of("Lateness")
        .with("allowed", text(allowed))
        .with("maxSkew", text(maxSkew))
        .with("late", late.identity);
  }

  private static String text(OptionalLong millis) {
    return millis.isPresent() ? "OptionalLong[" + millis.getAsLong() + ']' : "OptionalLong.empty";
  }
}
