package dev.weir.app.evaluation;

import java.util.BitSet;
import java.util.List;

/**
 * Draws a series: a strip for each feature and one for the score, labelled rows shaded and alerts
 * marked through all of them.
 */
final class PlotSvg {

  private static final int LEFT = 90;
  private static final int TOP = 12;
  private static final int STRIP = 70;
  private static final int GAP = 10;
  private static final int WIDTH = SeriesPlot.COLUMNS;
  private static final double THRESHOLD = 0.5;

  private final SeriesPlot plot;
  private final double column;
  private final int height;
  private final StringBuilder svg = new StringBuilder();

  private PlotSvg(SeriesPlot plot) {
    this.plot = plot;
    this.column = (double) WIDTH / Math.max(1, plot.columns());
    this.height = (plot.values().size() + 1) * (STRIP + GAP);
  }

  static String of(SeriesPlot plot) {
    PlotSvg drawing = new PlotSvg(plot);
    drawing.draw();
    return drawing.svg.toString();
  }

  private void draw() {
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(LEFT + WIDTH + 10, TOP + height + 16, Html.text(plot.key())));
    shade();
    for (int i = 0; i < plot.values().size(); i++) {
      strip(i, plot.features().get(i), plot.values().get(i));
    }
    scores();
    alerts();
    int below = TOP + height + 12;
    svg.append("<text x=\"%d\" y=\"%d\">%s</text>".formatted(LEFT, below, Html.text(plot.from())));
    svg.append(
        "<text x=\"%d\" y=\"%d\" class=\"end\">%s</text></svg>%n"
            .formatted(LEFT + WIDTH, below, Html.text(plot.to())));
  }

  private void shade() {
    BitSet labelled = plot.labelled();
    svg.append("<path class=\"event\" d=\"");
    for (int from = labelled.nextSetBit(0); from >= 0; ) {
      int to = labelled.nextClearBit(from);
      double width = (to - from) * column;
      svg.append(
          "M%.1f %dh%.1fv%dh-%.1fz"
              .formatted(LEFT + from * column, TOP, width, height - GAP, width));
      from = labelled.nextSetBit(to);
    }
    svg.append("\"/>");
  }

  private void alerts() {
    for (String style : List.of("alert", "mark")) {
      String shape = style.equals("alert") ? "V" + (TOP + height - GAP) : "l-4 -8h8z";
      svg.append("<path class=\"%s\" d=\"".formatted(style));
      plot.alerts().stream()
          .forEach(at -> svg.append("M%.1f %d%s".formatted(x(at), TOP - 2, shape)));
      svg.append("\"/>");
    }
  }

  private void strip(int number, String name, Band band) {
    double lowest = band.lowest();
    double highest = band.highest();
    frame(number, name, lowest, highest);
    svg.append("<path class=\"value\" d=\"");
    line(number, band, lowest, highest);
    svg.append("\"/>");
  }

  private void scores() {
    int number = plot.values().size();
    frame(number, "score", 0, 1);
    double half = y(number, THRESHOLD, 0, 1);
    svg.append("<path class=\"threshold\" d=\"M%d %.1fh%d\"/>".formatted(LEFT, half, WIDTH));
    svg.append("<path class=\"score\" d=\"");
    line(number, plot.score(), 0, 1);
    svg.append("\"/>");
  }

  private void frame(int number, String name, double lowest, double highest) {
    int top = TOP + number * (STRIP + GAP);
    svg.append(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
            .formatted(LEFT, top, WIDTH, STRIP));
    String shown = name.length() > 14 ? name.substring(0, 13) + "…" : name;
    List<String> texts =
        Double.isNaN(lowest)
            ? List.of("", shown, "")
            : List.of("%.4g".formatted(highest), shown, "%.4g".formatted(lowest));
    for (int i = 0; i < texts.size(); i++) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" class=\"end\">%s</text>"
              .formatted(LEFT - 6, top + 10 + i * 28, Html.text(texts.get(i))));
    }
  }

  /** A line through the extremes of all columns, broken where there are none. */
  private void line(int number, Band band, double lowest, double highest) {
    boolean isDown = false;
    for (int at = 0; at < plot.columns(); at++) {
      if (!band.isEmpty(at)) {
        double low = y(number, band.low(at), lowest, highest);
        double high = y(number, band.high(at), lowest, highest);
        svg.append("%s%.1f %.1f".formatted(isDown ? "L" : "M", x(at), low));
        // What stands alone is drawn too: a line of no length has round ends.
        svg.append(low == high && isDown ? "" : "V%.1f".formatted(high));
      }
      isDown = !band.isEmpty(at);
    }
  }

  private double x(int at) {
    return LEFT + (at + 0.5) * column;
  }

  /** Halves first, so that no difference is too large for a number. */
  private static double y(int number, double value, double lowest, double highest) {
    int bottom = TOP + number * (STRIP + GAP) + STRIP;
    double range = highest / 2 - lowest / 2;
    double part = range > 0 ? (value / 2 - lowest / 2) / range : 0.5;
    return bottom - 2 - part * (STRIP - 4);
  }
}
