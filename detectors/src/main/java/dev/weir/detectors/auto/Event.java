package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * What of a flagged stretch is learnt. Of its flagged records the first {@value #COUNTED} are, so
 * that it counts as something that has happened; the rest is not, so that it does not become normal
 * by lasting. From the {@value #NEW_NORMAL}th on it is the new normal, and learnt. The stretch ends
 * after {@value #QUIET} records in a row that were not flagged; those are learnt always.
 */
final class Event {

  static final int COUNTED = 12;

  /** The longest window: what outlasts it is in all that anything is compared with. */
  static final int NEW_NORMAL = Recent.KEPT;

  static final int QUIET = 60;

  private int flagged;
  private int quiet;

  /** Whether a record that is flagged, or is not, is learnt. Once for each record. */
  boolean takes(boolean isFlagged) {
    if (!isFlagged) {
      if (quiet < QUIET && ++quiet == QUIET) {
        flagged = 0;
      }
      return true;
    }
    quiet = 0;
    flagged = Math.min(flagged + 1, NEW_NORMAL);
    return flagged <= COUNTED || flagged == NEW_NORMAL;
  }

  void write(StateWriter out) {
    out.putInt(flagged).putInt(quiet);
  }

  void read(StateReader in) {
    flagged = in.getInt(0, NEW_NORMAL);
    quiet = in.getInt(0, QUIET);
  }
}
