package dev.weir.settings.hocon;

import java.util.Optional;

/**
 * Looks at the text of a configuration before it is parsed: the parser recurses as deep as the text
 * nests, and values made of values grow without bound.
 */
final class ConfigText {

  /** No configuration is longer, in bytes. */
  static final int LONGEST = 256 * 1024;

  private static final int DEEPEST = 32;
  private static final int MOST_SUBSTITUTIONS = 20;

  private final String text;
  private int at;
  private int line = 1;
  private int depth;
  private int inLine;
  private int together;

  private ConfigText(String text) {
    this.text = text;
  }

  /** Why the text cannot be parsed, with the line; empty if it can. */
  static Optional<String> problem(String text) {
    return new ConfigText(text).look();
  }

  private Optional<String> look() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '\n' -> newLine();
        case '"' -> passOverQuoted();
        case '#' -> passOverComment();
        case '/' -> {
          if (text.startsWith("//", at)) {
            passOverComment();
          }
        }
        case '$' -> inLine += text.startsWith("${", at) ? 1 : 0;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {
          // Nothing that nests.
        }
      }
      if (depth > DEEPEST) {
        return Optional.of("line %d: it nests deeper than %d levels".formatted(line, DEEPEST));
      }
      if (inLine > 1 && together + inLine > MOST_SUBSTITUTIONS) {
        return Optional.of(
            "line %d: more than %d values are put together from others"
                .formatted(line, MOST_SUBSTITUTIONS));
      }
      at++;
    }
    return Optional.empty();
  }

  private void newLine() {
    line++;
    together += inLine > 1 ? inLine : 0;
    inLine = 0;
  }

  private void passOverComment() {
    while (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
      at++;
    }
  }

  private void passOverQuoted() {
    String quote = text.startsWith("\"\"\"", at) ? "\"\"\"" : "\"";
    at += quote.length();
    while (at < text.length() && !text.startsWith(quote, at)) {
      if (text.charAt(at) == '\n') {
        if (quote.length() == 1) {
          // A quote that is not closed ends with its line; the parser will say so.
          at--;
          return;
        }
        newLine();
      }
      at += text.charAt(at) == '\\' && quote.length() == 1 ? 2 : 1;
    }
    at += quote.length() - 1;
  }
}
