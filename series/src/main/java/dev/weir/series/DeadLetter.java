package dev.weir.series;

/**
 * Why a record went to the dead letters.
 *
 * @param reason one of a fixed set of codes, by which dead letters are counted
 * @param detail what was wrong and where, in a sentence that names the remedy
 * @param head the beginning of the record as it came, not escaped; may be empty
 */
public record DeadLetter(Reason reason, String detail, String head) {

  /** How much of a record a dead letter keeps, in characters. */
  public static final int HEAD = 256;

  /** Why a record is a dead letter. */
  public enum Reason {
    /** Not in the format the source is read in. */
    MALFORMED,
    /** More or fewer cells than the header has. */
    RAGGED,
    /** Text where a number belongs. */
    NOT_A_NUMBER,
    /** NaN, infinite, or too large for a number. */
    NOT_FINITE,
    /** A time that cannot be read or is out of range. */
    BAD_TIME,
    /** A label that is neither of the two. */
    BAD_LABEL,
    /** A series key that is empty, too long, or holds control characters. */
    BAD_SERIES,
    /** A record longer than the limit. */
    TOO_LONG,
    /** The source broke off inside of a record. */
    CUT_SHORT,
    /** The model threw while scoring it. */
    SCORING_FAILED,
    /** The model threw while learning it, and the pipeline went around it. */
    POISON;

    /** As files and logs write it. */
    public String text() {
      return switch (this) {
        case MALFORMED -> "malformed";
        case RAGGED -> "ragged";
        case NOT_A_NUMBER -> "not_a_number";
        case NOT_FINITE -> "not_finite";
        case BAD_TIME -> "bad_time";
        case BAD_LABEL -> "bad_label";
        case BAD_SERIES -> "bad_series";
        case TOO_LONG -> "too_long";
        case CUT_SHORT -> "cut_short";
        case SCORING_FAILED -> "scoring_failed";
        case POISON -> "poison";
      };
    }
  }

  /** Of a record that its model cannot score. */
  public static DeadLetter scoringFailed(RuntimeException failure) {
    return new DeadLetter(
        Reason.SCORING_FAILED, "the model threw while scoring it: " + failure, "");
  }

  public DeadLetter {
    head = head.length() <= HEAD ? head : head.substring(0, HEAD);
  }
}
