package dev.weir.alerting.outbox;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a segment.
 *
 * @param first number of its first notice
 * @param attempt tells segments of the same first notice apart: the last one counts, the others
 *     could not be written
 */
record SegmentName(long first, int attempt) implements Comparable<SegmentName> {

  private static final Pattern PATTERN = Pattern.compile("outbox-(\\d{19})-(\\d{1,9})\\.log");
  private static final Comparator<SegmentName> ORDER =
      Comparator.comparingLong(SegmentName::first).thenComparingInt(SegmentName::attempt);

  static Optional<SegmentName> of(String file) {
    Matcher matcher = PATTERN.matcher(file);
    return matcher.matches()
        ? Optional.of(
            new SegmentName(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  String file() {
    return "outbox-%019d-%d.log".formatted(first, attempt);
  }

  @Override
  public int compareTo(SegmentName other) {
    return ORDER.compare(this, other);
  }
}
