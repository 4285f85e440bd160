package dev.weir.connectors.inference.cell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes numbers with a short unit behind them, or a currency in front of them. */
public final class Units {

  private static final String NUMBER =
      "[-+\u2212]?(?:\\d[\\d.,' \u00A0\u2007\u2009\u202F\u2019]*)?\\d";
  private static final String BLANK = "[ \u00A0\u2007\u2009\u202F]?";
  private static final Pattern BEHIND =
      Pattern.compile(
          "([-+\u2212]?[\\d.,' \u00A0\u2007\u2009\u202F\u2019]*\\d)"
              + BLANK
              + "(\\p{Sc}|[\\p{L}\u00b0\u00b5\u03a9][\\p{L}/\u00b2\u00b3]{0,7}\\.?)");
  private static final Pattern IN_FRONT =
      Pattern.compile("(\\p{Sc}|" + Currencies.CODES + ")" + BLANK + "(" + NUMBER + ")");

  /** The codes of ISO 4217 of the currencies that are traded most. */
  private static final class Currencies {
    static final String CODES =
        "EUR|USD|GBP|CHF|JPY|CNY|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|INR|BRL|MXN|ZAR"
            + "|KRW|SGD|HKD|TWD|THB|IDR|MYR|PHP|VND|ILS|AED|SAR|EGP|RUB|UAH|ISK|CLP|COP|ARS|PEN";
  }

  /** Holds a cell in two parts. */
  public record Parted(String number, String unit) {}

  private Units() {}

  /** The number and the unit of a cell; empty if it has none. */
  public static Optional<Parted> of(String cell) {
    Matcher behind = BEHIND.matcher(cell);
    if (behind.matches()) {
      return Optional.of(new Parted(behind.group(1).strip(), behind.group(2)));
    }
    Matcher front = IN_FRONT.matcher(cell);
    return front.matches()
        ? Optional.of(new Parted(front.group(2), front.group(1)))
        : Optional.empty();
  }

  /** The number of a cell without its unit; a cell without one as it is. */
  public static String number(String cell) {
    return of(cell).map(Parted::number).orElse(cell);
  }
}
