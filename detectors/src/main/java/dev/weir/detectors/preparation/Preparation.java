package dev.weir.detectors.preparation;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.preparation.Missing.StandIn;
import java.util.Arrays;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * The state of a series from which measured values are turned into judged ones. Mutable, one owner;
 * no allocation after construction.
 */
final class Preparation {

  private final int features;
  private final Missing missing;
  private final Newest newest;
  private final @Nullable Counters counters;
  private final double @Nullable [] previous;
  private final @Nullable TimeZone zone;

  Preparation(DataRules rules, int features) {
    this.features = features;
    this.missing = rules.missing();
    this.newest = new Newest(rules.lateness());
    this.counters =
        rules.valuesAre().isCounter() ? new Counters(rules.valuesAre(), features) : null;
    this.previous = missing.standIn() == StandIn.PREVIOUS ? new double[features] : null;
    if (previous != null) {
      Arrays.fill(previous, Double.NaN);
    }
    this.zone = rules.timeZone().isEmpty() ? null : TimeZone.getTimeZone(rules.timeZone());
  }

  boolean isLate(long time) {
    return newest.isLate(time);
  }

  /** As clocks on the wall would have it. */
  long wallTime(long time) {
    return zone == null || time == Rows.NO_TIME ? time : time + zone.getOffset(time);
  }

  /** Makes what is judged of the values from {@code at} on. Changes nothing else. */
  void prepare(double[] values, int at, long time, double[] into) {
    boolean incomplete = false;
    for (int i = 0; i < features; i++) {
      double value = measured(values[at + i]);
      if (counters != null && Math.abs(value) <= Rows.LARGEST) {
        value = counters.increase(i, value, time);
      }
      into[i] = Double.isNaN(value) ? standIn(i) : value;
      incomplete |= Double.isNaN(into[i]);
    }
    if (incomplete && missing.standIn() == StandIn.UNSCORABLE) {
      Arrays.fill(into, 0, features, Double.NaN);
    }
  }

  private double measured(double value) {
    return missing.zeroIsMissing() && value == 0 ? Double.NaN : value;
  }

  private double standIn(int feature) {
    return switch (missing.standIn()) {
      case NOTHING, UNSCORABLE -> Double.NaN;
      case PREVIOUS -> previous == null ? Double.NaN : previous[feature];
      case VALUE -> missing.value();
    };
  }

  /**
   * A record that is not late was judged.
   *
   * @param values its own
   * @param judged what {@link #prepare} made of them
   */
  void observe(double[] values, double[] judged, long time) {
    for (int i = 0; i < features; i++) {
      double value = measured(values[i]);
      if (counters != null && Math.abs(value) <= Rows.LARGEST) {
        counters.observe(i, value, time);
      }
      if (previous != null && Math.abs(judged[i]) <= Rows.LARGEST) {
        previous[i] = judged[i];
      }
    }
    newest.observe(time);
  }

  void write(StateWriter out) {
    out.putInt(features);
    newest.write(out);
    if (counters != null) {
      counters.write(out);
    }
    out.putByte(previous == null ? 0 : 1);
    if (previous != null) {
      out.putDoubles(previous, 0, features);
    }
  }

  /** Takes over what {@link #write} wrote, as far as it is of use by the rules of today. */
  void read(StateReader in) {
    in.getInt(features, features);
    newest.read(in);
    if (counters != null) {
      counters.read(in);
    }
    if (in.getByte() == 1) {
      in.getDoubles(previous == null ? new double[features] : previous, 0, features);
    }
  }
}
