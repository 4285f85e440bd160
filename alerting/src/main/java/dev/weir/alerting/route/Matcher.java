package dev.weir.alerting.route;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One condition on a label, such as {@code series=~"boiler.*"}. Regular expressions must match the
 * whole value. A label that is missing counts as the empty text.
 */
public final class Matcher {

  /** How a value is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    boolean isPattern() {
      return this == MATCHES || this == MATCHES_NOT;
    }
  }

  private final String label;
  private final Operator operator;
  private final String value;
  private final Predicate<String> test;

  /**
   * Checks its pattern.
   *
   * @throws IllegalArgumentException if the pattern is malformed
   */
  public Matcher(String label, Operator operator, String value) {
    this.label = label;
    this.operator = operator;
    this.value = value;
    this.test = operator.isPattern() ? pattern(label, value) : value::equals;
  }

  private static Predicate<String> pattern(String label, String value) {
    try {
      return Pattern.compile(value).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the pattern for '%s' is malformed: %s".formatted(label, e.getDescription()));
    }
  }

  /** Whether the labels fulfil it. */
  public boolean matches(Map<String, String> labels) {
    boolean found = test.test(labels.getOrDefault(label, ""));
    return switch (operator) {
      case EQUAL, MATCHES -> found;
      case NOT_EQUAL, MATCHES_NOT -> !found;
    };
  }

  /** The condition as Alertmanager's two grammars read it. */
  @Override
  public String toString() {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return label + operator.sign + '"' + quoted + '"';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher matcher && toString().equals(matcher.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
