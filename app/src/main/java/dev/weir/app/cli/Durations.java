package dev.weir.app.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line: a number and ms, s, m, h or d. */
final class Durations {

  private static final Pattern FORMAT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)?");

  private Durations() {}

  static Duration parse(String text) {
    Matcher match = FORMAT.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "'%s' is not a duration; write a number and ms, s, m, h or d, such as 30s"
              .formatted(text));
    }
    double number = Double.parseDouble(match.group(1));
    String unit = match.group(2) == null ? "s" : match.group(2);
    double seconds =
        switch (unit) {
          case "ms" -> number / 1000;
          case "m" -> number * 60;
          case "h" -> number * 3600;
          case "d" -> number * 86_400;
          default -> number;
        };
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
