package dev.weir.connectors.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times of documents as ISO 8601. */
final class Epoch {

  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);
  private static final int LONGEST = 32;

  private Epoch() {}

  /**
   * A number since 1970 as a time; a value that is none stays as it is, and is refused where the
   * record is read.
   *
   * @param decimals of the unit: 0 for seconds, 3 for milliseconds, 9 for nanoseconds
   */
  static Json of(Json value, int decimals) {
    String text = value.words();
    if (text.length() > LONGEST || !text.matches("-?\\d+(\\.\\d+)?([eE]\\+?\\d)?")) {
      return value;
    }
    BigInteger nanos = new BigDecimal(text).movePointRight(9 - decimals).toBigInteger();
    BigInteger[] parts = nanos.divideAndRemainder(SECOND);
    try {
      return new Json.Text(
          Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact()).toString());
    } catch (ArithmeticException | DateTimeException e) {
      return value;
    }
  }

  /** A time with a zone; empty if the text is none. */
  static Optional<Instant> read(Json value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.words()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
