package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The mean of each feature by hour of the day (UTC), linear between the middles of two hours.
 * Follows about the last 20 values of an hour and, where an hour has more than a dozen, those of
 * its last visit and two thirds. Mutable, one owner, no allocation after construction.
 */
final class HourMeans {

  private static final int HOURS = 24;
  private static final long HOUR = 3_600_000;

  /** An hour is known while it is visited for the third time: its mean holds two other days. */
  private static final int KNOWN = 3;

  private static final int SHORTEST = 20;
  private static final int LONGEST = 30_000;
  private static final double VISITS_KEPT = 5 / 3.0;
  private static final double GAIN = 0.25;

  private final int features;

  /** Means by hour and feature. */
  private final double[] means;

  /** Mean place of the values of an hour within the hour, 0 to 1. */
  private final double[] places = new double[HOURS];

  private final short[] counts = new short[HOURS];
  private final byte[] visits = new byte[HOURS];
  private long current = Long.MIN_VALUE;
  private int records;
  private double perVisit;

  HourMeans(int features) {
    this.features = features;
    this.means = new double[HOURS * features];
  }

  /** Whether the hour of a time was seen on enough days. */
  boolean isKnown(long time) {
    return time != Rows.NO_TIME && visits[hour(time)] >= KNOWN;
  }

  /**
   * Writes what is expected of each feature at a time whose hour {@linkplain #isKnown is known}.
   */
  void expected(long time, double[] into) {
    int hour = hour(time);
    double place = place(time);
    boolean after = place >= places[hour];
    int other = Math.floorMod(after ? hour + 1 : hour - 1, HOURS);
    double weight = 0;
    if (visits[other] >= KNOWN - 1) {
      double gap = after ? 1 + places[other] - places[hour] : 1 + places[hour] - places[other];
      weight = Math.min(1, Math.abs(place - places[hour]) / gap);
    }
    for (int j = 0; j < features; j++) {
      double own = means[hour * features + j];
      into[j] = own + weight * (means[other * features + j] - own);
    }
  }

  /** Takes a record into the mean of its hour. */
  void follow(double[] values, int at, long time) {
    if (time == Rows.NO_TIME) {
      return;
    }
    enter(time);
    int hour = hour(time);
    double memory = Math.max(SHORTEST, VISITS_KEPT * Math.max(perVisit, records));
    counts[hour] = (short) Math.min(counts[hour] + 1, Math.min(memory, LONGEST));
    places[hour] += (place(time) - places[hour]) / counts[hour];
    for (int j = 0; j < features; j++) {
      int mean = hour * features + j;
      means[mean] += (values[at + j] - means[mean]) / counts[hour];
    }
  }

  /**
   * Takes what a record has into the mean of its hour, if that {@linkplain #isKnown is known}. It
   * is not counted, so that no mean is made of fewer values than it seems.
   */
  void followIncomplete(double[] values, int at, long time) {
    if (!isKnown(time)) {
      return;
    }
    int hour = hour(time);
    for (int j = 0; j < features; j++) {
      if (!Double.isNaN(values[at + j])) {
        int mean = hour * features + j;
        means[mean] += (values[at + j] - means[mean]) / Math.max(counts[hour], SHORTEST);
      }
    }
  }

  /** Counts a visit of the hour of a time, if the record before was in another hour. */
  void enter(long time) {
    long now = Math.floorDiv(time, HOUR);
    if (now != current) {
      if (records > 0) {
        perVisit += (perVisit == 0 ? 1 : GAIN) * (records - perVisit);
      }
      current = now;
      records = 0;
      int hour = hour(time);
      visits[hour] = (byte) Math.min(visits[hour] + 1, KNOWN);
    }
    records = Math.min(records + 1, LONGEST);
  }

  private static int hour(long time) {
    return Math.floorMod(Math.floorDiv(time, HOUR), HOURS);
  }

  private static double place(long time) {
    return Math.floorMod(time, HOUR) / (double) HOUR;
  }

  void write(StateWriter out) {
    out.putLong(current).putInt(records).putDouble(perVisit);
    out.putDoubles(means, 0, means.length).putDoubles(places, 0, HOURS);
    out.putShorts(counts, 0, HOURS);
    for (byte visited : visits) {
      out.putByte(visited);
    }
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in) {
    current = in.getLong();
    records = in.getInt(0, LONGEST);
    perVisit = in.getDouble();
    in.getDoubles(means, 0, means.length);
    in.getDoubles(places, 0, HOURS);
    in.getShorts(counts, 0, HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
      visits[hour] = in.getByte();
    }
  }
}
