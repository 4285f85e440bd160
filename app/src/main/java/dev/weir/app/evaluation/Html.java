package dev.weir.app.evaluation;

import dev.weir.monitoring.Printable;

/** Text for a page. */
final class Html {

  private Html() {}

  /** The text, so that it stands in a page, also in an attribute, as nothing but text. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(character -> escaped.append(escaped(character)));
    return escaped.toString();
  }

  private static String escaped(int character) {
    return switch (character) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> Printable.isHidden(character) ? " " : Character.toString(character);
    };
  }
}
