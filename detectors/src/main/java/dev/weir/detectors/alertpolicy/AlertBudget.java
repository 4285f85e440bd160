package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.Identity;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many alerts a series may bring, also when nothing is wrong with it.
 *
 * @param alerts in a period, or a share of the records where there is none; above 0
 * @param periodMillis a day, for instance, in milliseconds; 0 for a share
 * @param use whether fewer alerts than that are raised to it
 */
public record AlertBudget(double alerts, long periodMillis, Use use) {

  /** The meaning of the number of alerts. */
  public enum Use {
    /** At most so many: alerts of the detector are withheld, none is added. */
    AT_MOST,
    /** About so many: the threshold of the detector moves up or down. */
    ABOUT
  }

  /** No budget: the detector's own threshold counts. */
  public static final AlertBudget NONE = new AlertBudget(0, 0, Use.AT_MOST);

  /** More than this is no rarity, less cannot be distinguished from never. */
  private static final double LARGEST_SHARE = 0.02;

  private static final double SMALLEST_SHARE = 1e-7;
  private static final long HOUR = 3_600_000;

  private static final Pattern SHARE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?%");
  private static final Pattern RATE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) (?:per|an?) (hour|day|week|month)");

  /**
   * Reads how many alerts there may be at most, in words: {@code 1 per day}, {@code 3 per week},
   * {@code 0.1%}; nothing for no limit.
   *
   * @throws IllegalArgumentException if it is none of those, with what it could be
   */
  public static AlertBudget atMost(String words) {
    return parse(words, Use.AT_MOST);
  }

  /**
   * Reads how many alerts there are to be, in the words of {@link #atMost}.
   *
   * @throws IllegalArgumentException as {@link #atMost} does
   */
  public static AlertBudget about(String words) {
    return parse(words, Use.ABOUT);
  }

  private static AlertBudget parse(String words, Use use) {
    String text = words.strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return NONE;
    }
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      double part = Double.parseDouble(share.group(1)) / 100;
      if (part < SMALLEST_SHARE || part > LARGEST_SHARE) {
        throw new IllegalArgumentException("a share must be 0.00001% to 2%, and is " + text);
      }
      return new AlertBudget(part, 0, use);
    }
    Matcher rate = RATE.matcher(text);
    if (rate.matches() && Double.parseDouble(rate.group(1)) > 0) {
      return new AlertBudget(Double.parseDouble(rate.group(1)), period(rate.group(2)), use);
    }
    throw new IllegalArgumentException(
        "'%s' is not a budget; it is so many per hour, day, week or month, as '1 per day', or a share"
            .formatted(words)
            .concat(" of the records, as '0.1%'"));
  }

  private static long period(String name) {
    return switch (name) {
      case "hour" -> HOUR;
      case "day" -> 24 * HOUR;
      case "week" -> 7 * 24 * HOUR;
      default -> 30 * 24 * HOUR;
    };
  }

  /** That of a build before, which knew no limits, for a rate and for none. */
  Identity identity() {
    Identity rate =
        Identity.of("AlertBudget").with("alerts", alerts).with("periodMillis", periodMillis);
    return isNone() || use == Use.ABOUT ? rate : rate.with("use", use.name());
  }

  boolean isNone() {
    return alerts == 0;
  }

  /**
   * The share of the records that may be alerts; 0 if that is unknown.
   *
   * @param gap mean time between two records in milliseconds; 0 if it is not known
   */
  double share(double gap) {
    double share = periodMillis == 0 ? alerts : alerts * gap / periodMillis;
    return share == 0 ? 0 : Math.clamp(share, SMALLEST_SHARE, LARGEST_SHARE);
  }
}
