package dev.weir.connectors.text;

import dev.weir.engine.Batch;
import dev.weir.engine.DeadLetter;
import dev.weir.engine.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** How a line that cannot be read becomes a dead letter. */
public final class Refusals {

  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "na", "n/a");

  /** Longest text of a cell that is quoted in a sentence. */
  private static final int QUOTED = 40;

  private Refusals() {}

  /** Ends the record under way as a dead letter that names its place. */
  public static void refuse(
      Batch into, Place place, Reason reason, String detail, byte[] line, int from, int to) {
    int length = Math.min(to - from, 2 * DeadLetter.HEAD);
    String head = new String(line, from, length, StandardCharsets.UTF_8);
    into.reject(new DeadLetter(reason, place + ": " + detail, head), place.high(), place.line());
  }

  /** Whether the text says that there is no finite number. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Text from outside without what a terminal or a log would take for more than text. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", "?");
  }

  /** The same in quotes, cut to a length fit for a sentence. */
  static String quote(String text) {
    String printable = printable(text);
    return printable.length() <= QUOTED
        ? "'" + printable + "'"
        : "'" + printable.substring(0, QUOTED) + "…'";
  }
}
