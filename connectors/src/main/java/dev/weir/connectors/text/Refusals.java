package dev.weir.connectors.text;

import dev.weir.engine.Batch;
import dev.weir.monitoring.Printable;
import dev.weir.series.DeadLetter;
import dev.weir.series.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** How a line that cannot be read becomes a dead letter. */
public final class Refusals {

  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "na", "n/a");

  /** Why a value is refused whose name has hidden characters; takes the name in quotes. */
  static final String HIDDEN_NAME =
      "the name %s has control characters, marks of direction or invisible characters";

  private Refusals() {}

  /** Ends the record under way as a dead letter that names its place. */
  public static void refuse(
      Batch into,
      RecordLocation place,
      Reason reason,
      String detail,
      byte[] line,
      int from,
      int to) {
    int length = Math.min(to - from, 2 * DeadLetter.HEAD);
    String head = new String(line, from, length, StandardCharsets.UTF_8);
    String said = Printable.of(place + ": " + detail);
    into.reject(new DeadLetter(reason, said, head), place.high(), place.line());
  }

  /** Whether the text says that there is no finite number. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** The text in quotes, hidden characters replaced, cut to a length fit for a sentence. */
  static String quote(String text) {
    return Printable.quote(text);
  }
}
