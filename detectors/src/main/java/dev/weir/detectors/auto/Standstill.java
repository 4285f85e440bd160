package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * For how many records in a row the value has not moved, against how long it usually stands still.
 * Says nothing of fewer than {@value #FEWEST} equal values.
 */
final class Standstill {

  /*
   * Counts records by the octave of their run: 1, 2 to 3, 4 to 7 and so on. A tail is the share of
   * records whose run was in a higher octave, or in the same one as far as the run has come in it;
   * the run itself does not count. Beyond the longest run so far the tail halves FALL times an octave.
   */

  static final int FEWEST = 8;

  private static final int OCTAVES = 24;
  private static final int FEWEST_OTHERS = 100;
  private static final double FALL = 5;
  private static final int LONGEST = 1 << 30;
  private static final float HEAVY = 1e6f;

  private final float[] counts = new float[OCTAVES];
  private double last = Double.NaN;
  private int run;

  /** Time of the first value of the run; {@link Rows#NO_TIME} if that is not known. */
  private long since = Rows.NO_TIME;

  private int run(double value) {
    return value == last ? Math.min(run + 1, LONGEST) : 1;
  }

  /** How rare it is that a value stands still for so long, in (0, 1]. */
  double tail(double value) {
    int length = run(value);
    if (length < FEWEST) {
      return 1;
    }
    double place = place(length);
    int octave = (int) place;
    double all = 1;
    double above = 0;
    int top = -1;
    for (int i = 0; i < OCTAVES; i++) {
      double others = Math.max(0, counts[i] - own(i, length));
      all += others;
      above += i > octave ? others : i == octave ? others * (octave + 1 - place) : 0;
      top = others > 0 ? i : top;
    }
    if (all < FEWEST_OTHERS) {
      return 1;
    }
    if (octave <= top) {
      return Math.min(1, (above + 1) / all);
    }
    double beyond = place - top - 1;
    return Math.clamp(StrictMath.pow(2, -FALL * beyond) / all, Double.MIN_NORMAL, 1);
  }

  /** How many records the run of so many itself has put into an octave. */
  private static int own(int octave, int length) {
    return Math.clamp((long) length - (1 << octave), 0, 1 << octave);
  }

  /**
   * Takes note of a value.
   *
   * @param isUsual whether its run counts as usual
   */
  void learn(double value, long time, boolean isUsual) {
    since = value == last ? since : time;
    run = run(value);
    last = value;
    if (isUsual) {
      int octave = (int) place(run);
      counts[octave]++;
      if (counts[octave] >= HEAVY) {
        for (int i = 0; i < OCTAVES; i++) {
          counts[i] /= 2;
        }
      }
    }
  }

  private static double place(int length) {
    int octave = 31 - Integer.numberOfLeadingZeros(length);
    return Math.min(OCTAVES - 1.0, octave + length / (double) (1 << octave) - 1);
  }

  void write(StateWriter out) {
    out.putDouble(last).putInt(run).putFloats(counts, 0, OCTAVES).putLong(since);
  }

  /** Reads the state of a version, of which 4 did not know since when a value stands still. */
  void read(StateReader in, int version) {
    last = in.getDouble();
    run = in.getInt(0, LONGEST);
    in.getFloats(counts, 0, OCTAVES);
    since = version == Auto.VERSION_WITHOUT_FORECASTS ? Rows.NO_TIME : in.getLong();
  }

  /** Since when the series has had this value; {@link Rows#NO_TIME} if that is not known. */
  long since(double value) {
    return value == last ? since : Rows.NO_TIME;
  }
}
