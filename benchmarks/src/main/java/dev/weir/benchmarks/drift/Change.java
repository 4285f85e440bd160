package dev.weir.benchmarks.drift;

import dev.weir.benchmarks.drift.ReshapedSource.Reshaping;
import java.util.Locale;

/** A way in which records change. */
sealed interface Change {

  /** In words. */
  String text();

  /** Every feature moves by so many standard deviations, over so many records. */
  record Level(double size, long over) implements Change {
    @Override
    public String text() {
      return over == 1
          ? "level by %s sd at once".formatted(size)
          : String.format(Locale.ROOT, "level by %s sd over %,d records", size, over);
    }
  }

  /** Changes that the simulator does not have. */
  sealed interface Reshaped extends Change {
    /** Returns the change of records after the first so many. */
    Reshaping after(long records);
  }

  /** Every feature's variance is multiplied. */
  record Variance(double factor) implements Reshaped {
    @Override
    public String text() {
      return "variance times %s".formatted(factor);
    }

    @Override
    public Reshaping after(long records) {
      return (values, number) -> {
        for (int i = 0; number >= records && i < values.length; i++) {
          values[i] *= Math.sqrt(factor);
        }
      };
    }
  }

  /** The first feature correlates with each other, then it does not. */
  record Correlation(double before) implements Reshaped {
    @Override
    public String text() {
      return "correlation from %s to 0".formatted(before);
    }

    @Override
    public Reshaping after(long records) {
      return (values, number) -> {
        for (int i = 1; number < records && i < values.length; i++) {
          values[i] = before * values[0] + Math.sqrt(1 - before * before) * values[i];
        }
      };
    }
  }

  /** A season begins, grows or, of equal size, moves by half its period. */
  record Seasonal(double before, double after) implements Reshaped {
    private static final int PERIOD = 250;

    @Override
    public String text() {
      if (before == 0) {
        return "season of %d begins, of %s sd".formatted(PERIOD, after);
      }
      return before == after
          ? "season of %d moves by half of it".formatted(PERIOD)
          : "season of %d, of %s to %s sd".formatted(PERIOD, before, after);
    }

    @Override
    public Reshaping after(long records) {
      Season was = new Season(PERIOD, before);
      Season is = new Season(PERIOD, after);
      long move = before == after ? PERIOD / 2 : 0;
      return (values, number) -> {
        if (number < records) {
          was.apply(values, number);
        } else {
          is.apply(values, number + move);
        }
      };
    }
  }
}
