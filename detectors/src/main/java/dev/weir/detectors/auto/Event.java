package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The state of an event: flagged records with fewer than {@value #QUIET} others in a row between
 * them. A record of it whose value is odd by itself is not learnt, so that it does not become
 * normal by lasting; each that is odder than all before it counts once in the tails, so that the
 * event counts by its peak. With its {@value #NEW_NORMAL}th flagged or odd record the event is the
 * new normal, and learnt.
 */
final class Event {

  /** The longest window: what outlasts it is in all that anything is compared with. */
  static final int NEW_NORMAL = Recent.KEPT;

  static final int QUIET = 12;

  /** Quiet records of an event in version 3 of the state. */
  private static final int QUIET_BEFORE = 60;

  private static final double ODDER = 0.99;

  private static final double USUAL_MONTH = 8_640;
  private static final double SHORTEST_MONTH = 100;
  private static final double FREQUENT = 6;

  private int flagged;
  private int quiet;
  private double rarest = 1;

  /** How many events began in the last 30 days, older ones fading. */
  private double perMonth;

  boolean isOpen() {
    return flagged > 0;
  }

  /** How many records it has lasted, at least. */
  int length() {
    return flagged + quiet;
  }

  boolean isAccepted() {
    return flagged == NEW_NORMAL;
  }

  /**
   * Takes note of a record. Once for each.
   *
   * @param tail of its value, if that is odd, else 1
   * @param records in 30 days; 0 if unknown, which is taken for one in five minutes
   */
  void note(boolean isFlagged, double tail, double records) {
    rarest = Math.min(rarest, tail);
    double month = records == 0 ? USUAL_MONTH : Math.max(records, SHORTEST_MONTH);
    perMonth -= perMonth / month;
    if (isFlagged || tail < 1) {
      perMonth += flagged == 0 ? 1 : 0;
      flagged = Math.min(flagged + 1, NEW_NORMAL);
    }
    if (isFlagged) {
      quiet = 0;
    } else if (flagged > 0 && ++quiet >= QUIET) {
      flagged = 0;
      quiet = 0;
      rarest = 1;
    }
  }

  /** Whether a value of this tail is odder than all of the event before it. */
  boolean isPeak(double tail) {
    return tail < ODDER * rarest;
  }

  /**
   * By how much rarer, in powers of ten, something has to be than in a series without events: 0 up
   * to {@value #FREQUENT} events a month, and 1 at ten times as many.
   */
  double habit() {
    return perMonth <= FREQUENT ? 0 : StrictMath.log10(perMonth / FREQUENT);
  }

  void write(StateWriter out) {
    out.putInt(flagged).putInt(quiet).putDouble(rarest).putDouble(perMonth);
  }

  void read(StateReader in) {
    flagged = in.getInt(0, NEW_NORMAL);
    quiet = in.getInt(0, flagged == 0 ? 0 : QUIET - 1);
    rarest = in.getDouble();
    perMonth = in.getDouble();
  }

  /** Reads what version 3 of the state holds: no peak, and up to 59 quiet records. */
  void readCounts(StateReader in) {
    flagged = in.getInt(0, NEW_NORMAL);
    quiet = Math.min(QUIET - 1, in.getInt(0, flagged == 0 ? 0 : QUIET_BEFORE - 1));
  }
}
