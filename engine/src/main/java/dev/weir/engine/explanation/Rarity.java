package dev.weir.engine.explanation;

import dev.weir.detectors.View;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How rare something is, in words: once in so many records. */
final class Rarity {

  /** Beyond, a tail is only a guess. */
  private static final double RAREST = 1e-6;

  private static final MathContext DIGITS = new MathContext(2);

  private Rarity() {}

  /** The end of a sentence that says what was seen; empty if no view finds it rare. */
  static String sentence(Map<View, Double> tails) {
    List<String> parts = new ArrayList<>();
    tails.forEach(
        (view, tail) -> parts.add(thing(view) + (parts.isEmpty() ? " comes " : " ") + once(tail)));
    return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
  }

  private static String once(double tail) {
    if (tail < RAREST) {
      return "less than once in 1,000,000 records";
    }
    long records = new BigDecimal(1 / tail).round(DIGITS).longValue();
    return "about once in %,d records".formatted(records);
  }

  private static String thing(View view) {
    return switch (view) {
      case LATELY -> "such a value";
      case HOUR_OF_DAY -> "such a value at that hour";
      case HOUR_OF_WEEK -> "such a value at that hour of the week";
      case SPREAD -> "such a spread";
      case LEVEL -> "such a level";
      case CHANGE -> "such a change";
      case COURSE -> "such a course";
      case RECORD -> "such a record";
      case STANDSTILL -> "so long a standstill";
    };
  }
}
