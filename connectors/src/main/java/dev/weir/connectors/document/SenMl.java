package dev.weir.connectors.document;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Records of SenML (RFC 8428), whose base fields hold for those behind them. Of one document. */
final class SenMl implements Rows {

  private static final int LONGEST = 32;
  private static final BigDecimal LEAST_ABSOLUTE = BigDecimal.valueOf(1L << 28);

  private Json baseName = Json.nothing();
  private Json baseTime = Json.nothing();
  private Json baseValue = Json.nothing();

  @Override
  public Iterator<Json> of(Json element, Map<String, Json> around) {
    baseName = element.fields().getOrDefault("bn", baseName);
    baseTime = element.fields().getOrDefault("bt", baseTime);
    baseValue = element.fields().getOrDefault("bv", baseValue);
    Json value = element.member("v");
    if (value.equals(Json.nothing()) && baseValue.equals(Json.nothing())) {
      // A text, a truth, or only base fields.
      return Collections.emptyIterator();
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("timestamp", time(sum(baseTime, element.member("t"))));
    fields.put("series", new Json.Text(baseName.words() + element.member("n").words()));
    fields.put("value", sum(baseValue, value));
    return List.<Json>of(new Json.Members(fields)).iterator();
  }

  /**
   * A time below 2^28 seconds is relative to when it was sent, which no file says: it is refused.
   */
  private static Json time(Json seconds) {
    boolean absolute =
        isShort(seconds) && new BigDecimal(seconds.text()).compareTo(LEAST_ABSOLUTE) >= 0;
    return absolute
        ? Epoch.of(seconds, 0)
        : new Json.Text("%s s relative to now".formatted(seconds.text()));
  }

  private static Json sum(Json base, Json value) {
    BinaryOperator<String> add = (a, b) -> new BigDecimal(a).add(new BigDecimal(b)).toPlainString();
    boolean both = isShort(base) && isShort(value);
    return both
        ? new Json.Literal(add.apply(base.text(), value.text()))
        : value.equals(Json.nothing()) ? base : value;
  }

  private static boolean isShort(Json value) {
    return value instanceof Json.Literal(String text)
        && text.length() < LONGEST
        && text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,2})?");
  }
}
