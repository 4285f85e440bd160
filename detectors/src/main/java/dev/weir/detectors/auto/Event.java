package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * What is learnt of an event: of flagged records with fewer than {@value #QUIET} in a row between
 * them that are not. The first {@value #COUNTED} flagged ones are, so that it counts as something
 * that has happened; the rest is not, so that it does not become normal by lasting. From the
 * {@value #NEW_NORMAL}th on it is the new normal, and learnt. What is not flagged is learnt always.
 */
final class Event {

  static final int COUNTED = 12;

  /** The longest window: what outlasts it is in all that anything is compared with. */
  static final int NEW_NORMAL = Recent.KEPT;

  static final int QUIET = 60;

  private int flagged;
  private int quiet;

  /** Whether a record of this score is learnt. Once for each record. */
  boolean takes(double score) {
    if (score < Consensus.THRESHOLD) {
      if (flagged > 0 && ++quiet == QUIET) {
        flagged = 0;
        quiet = 0;
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
    quiet = in.getInt(0, flagged == 0 ? 0 : QUIET - 1);
  }
}
