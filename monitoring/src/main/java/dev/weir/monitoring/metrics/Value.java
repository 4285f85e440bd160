package dev.weir.monitoring.metrics;

import dev.weir.monitoring.Latency;

/** Holds the value of a sample. */
public sealed interface Value {

  /**
   * A whole number.
   *
   * @param now with what earlier runs counted
   * @param before what earlier runs counted; 0 where nothing is kept over a restart
   */
  record Whole(long now, long before) implements Value {}

  /** A number with a fraction. */
  record Real(double now) implements Value {}

  /** There is nothing to measure yet. */
  enum Unknown implements Value {
    NOT_YET
  }

  /** A distribution of times, in nanoseconds. */
  record Times(Latency latency) implements Value {}

  /** A whole number of this run alone. */
  static Value of(long now) {
    return new Whole(now, 0);
  }

  /** A number with a fraction. */
  static Value of(double now) {
    return new Real(now);
  }

  /**
   * The sum of two values of one metric.
   *
   * @throws IllegalArgumentException if they are not numbers of one kind
   */
  default Value plus(Value other) {
    if (this instanceof Whole a && other instanceof Whole b) {
      return new Whole(a.now() + b.now(), a.before() + b.before());
    }
    if (this instanceof Real a && other instanceof Real b) {
      return new Real(a.now() + b.now());
    }
    throw new IllegalArgumentException("%s and %s have no sum".formatted(this, other));
  }

  /**
   * The larger of two values of one metric.
   *
   * @throws IllegalArgumentException if they are not whole numbers
   */
  default Value larger(Value other) {
    if (this instanceof Whole a && other instanceof Whole b) {
      return a.now() >= b.now() ? a : b;
    }
    throw new IllegalArgumentException("%s and %s cannot be compared".formatted(this, other));
  }
}
