package dev.weir.app.logging;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.monitoring.Printable;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pairs {@code name=value} with spaces between, as logfmt has them. A value with other characters
 * than letters, digits and a few signs stands in quotes, escaped as in JSON.
 */
final class LogfmtLines extends FactsEncoder {

  @Override
  String line(Map<String, Object> fields) {
    return fields.entrySet().stream()
        .map(field -> name(field.getKey()) + "=" + value(String.valueOf(field.getValue())))
        .collect(Collectors.joining(" "));
  }

  private static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  private static String value(String text) {
    return text.matches("[A-Za-z0-9_.:/+-]+")
        ? text
        : Printable.json(
            "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"");
  }
}
