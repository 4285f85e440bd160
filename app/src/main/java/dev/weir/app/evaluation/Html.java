package dev.weir.app.evaluation;

/** Text for a page. */
final class Html {

  private Html() {}

  /** The text, so that it stands in a page, also in an attribute, as nothing but text. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.chars().forEach(character -> escaped.append(escaped((char) character)));
    return escaped.toString();
  }

  private static String escaped(char character) {
    return switch (character) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> Character.isISOControl(character) ? " " : String.valueOf(character);
    };
  }
}
