package dev.weir.alerting.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads matchers: {@code name OP value}, joined by commas, within braces or without. A value is
 * quoted, with {@code \"}, {@code \\} and {@code \n} for a quote, a backslash and a line feed, or a
 * text without white space and without any of <code>{}!=~,\"'`</code>.
 */
public final class Matchers {

  private static final String SPECIAL = "{}!=~,\\\"'`";

  private final String text;
  private int at;

  private Matchers(String text) {
    this.text = text;
  }

  /**
   * Reads at least one matcher.
   *
   * @throws IllegalArgumentException if the text is malformed; the message says where
   */
  public static List<Matcher> parse(String text) {
    return new Matchers(text).all();
  }

  /** Whether the labels fulfil all of them. */
  public static boolean all(List<Matcher> matchers, Map<String, String> labels) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  private List<Matcher> all() {
    blanks();
    boolean braced = take("{");
    List<Matcher> matchers = new ArrayList<>();
    do {
      blanks();
      if (at == text.length() || text.charAt(at) == '}') {
        break;
      }
      matchers.add(one());
      blanks();
    } while (take(","));
    if (braced && !take("}")) {
      throw malformed("a closing brace");
    }
    blanks();
    if (at < text.length()) {
      throw malformed("a comma or the end");
    }
    if (matchers.isEmpty()) {
      throw malformed("a matcher such as series=~\"boiler.*\"");
    }
    return List.copyOf(matchers);
  }

  private Matcher one() {
    String name = word();
    if (name.isEmpty()) {
      throw malformed("the name of a label");
    }
    blanks();
    Matcher.Operator operator = operator();
    blanks();
    return new Matcher(name, operator, word());
  }

  private Matcher.Operator operator() {
    if (take("=~")) {
      return Matcher.Operator.MATCHES;
    }
    if (take("!~")) {
      return Matcher.Operator.MATCHES_NOT;
    }
    if (take("!=")) {
      return Matcher.Operator.NOT_EQUAL;
    }
    if (take("=")) {
      return Matcher.Operator.EQUAL;
    }
    throw malformed("one of = != =~ !~");
  }

  private String word() {
    if (take("\"")) {
      return quoted();
    }
    int from = at;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && SPECIAL.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    throw malformed("a closing quote");
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case 'n' -> '\n';
      case '"', '\\' -> c;
      default -> throw malformed("\\\\, \\\" or \\n instead of \\" + c);
    };
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean take(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  private IllegalArgumentException malformed(String expected) {
    return new IllegalArgumentException(
        "'%s' is not a list of matchers: expected %s at character %d"
            .formatted(text, expected, at + 1));
  }
}
