package dev.weir.alerting.email;

import dev.weir.alerting.message.AlertText;
import dev.weir.alerting.message.Message;

/**
 * A message as HTML for mail programs: one column of tables with inline styles, nothing remote.
 * Each cell has its own text and background colors, because some programs invert colors in dark
 * mode. Words and a border state the severity.
 */
final class MailHtml {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <style>
      :root { color-scheme: light dark; }
      @media (prefers-color-scheme: dark) {
        .page, .page td { background-color: #16181d !important; color: #e6e8ec !important; }
        .quiet { color: #a9b0bb !important; }
        a { color: #8ab4f8 !important; }
      }
      </style></head>
      <body style="margin:0">
      <table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0"
       style="background-color:#fbfbfa;color:#1d2126;font:15px/1.5 system-ui,Segoe UI,Arial,sans-serif">
      """;
  private static final String CELL = "background-color:#fbfbfa;color:#1d2126;";
  private static final String QUIET = "background-color:#fbfbfa;color:#555c66;";
  private static final String FOOT = "</table></body></html>\n";

  private MailHtml() {}

  static String of(Message message) {
    StringBuilder html = new StringBuilder(HEAD);
    row(html, "padding:20px 24px 4px;font-size:19px;font-weight:600", escaped(message.title()));
    for (AlertText alert : message.alerts()) {
      alert(html, alert);
    }
    if (!message.history().isEmpty()) {
      row(
          html,
          "padding:12px 24px 0",
          "Meanwhile: " + escaped(String.join("; ", message.history())));
    }
    if (message.more() > 0) {
      row(html, "padding:12px 24px 0", escaped(message.rest()));
    }
    row(html, "padding:0 24px 20px", "&nbsp;");
    return html.append(FOOT).toString();
  }

  private static void row(StringBuilder html, String style, String content) {
    html.append("<tr><td style=\"").append(CELL).append(style).append("\">");
    html.append(content).append("</td></tr>\n");
  }

  private static void alert(StringBuilder html, AlertText alert) {
    StringBuilder cell = new StringBuilder();
    cell.append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"")
        .append("border-left:4px solid ")
        .append(color(alert))
        .append("\">\n");
    line(cell, 2, "font-weight:600", escaped(alert.headline()));
    line(cell, 2, "", escaped(alert.status()));
    for (AlertText.Fact fact : alert.facts()) {
      cell.append("<tr><td class=\"quiet\" style=\"")
          .append(QUIET)
          .append("padding:1px 12px;vertical-align:top\">")
          .append(escaped(fact.name()))
          .append("</td><td style=\"")
          .append(CELL)
          .append("padding:1px 0\">")
          .append(escaped(fact.value()))
          .append("</td></tr>\n");
    }
    if (!alert.link().isEmpty()) {
      String link = escaped(alert.link());
      line(cell, 2, "", "<a href=\"%s\">%s</a>".formatted(link, link));
    }
    if (alert.state() != AlertText.State.RESOLVED) {
      line(cell, 2, "font-family:monospace;font-size:13px", escaped(alert.silence()));
    }
    row(html, "padding:12px 24px 0", cell.append("</table>").toString());
  }

  private static void line(StringBuilder cell, int columns, String style, String content) {
    cell.append("<tr><td colspan=\"")
        .append(columns)
        .append("\" style=\"")
        .append(CELL)
        .append("padding:1px 12px;")
        .append(style)
        .append("\">")
        .append(content)
        .append("</td></tr>\n");
  }

  private static String color(AlertText alert) {
    if (alert.state() == AlertText.State.RESOLVED) {
      return "#2e7d4f";
    }
    return switch (alert.severity()) {
      case CRITICAL -> "#c62828";
      case WARNING -> "#c77700";
      case INFO -> "#4a6da7";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
