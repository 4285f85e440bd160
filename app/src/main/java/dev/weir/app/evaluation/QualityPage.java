package dev.weir.app.evaluation;

import dev.weir.monitoring.evaluation.Quality;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An evaluation as one page that needs nothing else: figures, and a plot for each series, up to
 * {@value Evaluations#MOST_PLOTS}. Nothing in it is run or fetched, and all that comes from the
 * data is text. A plot takes less than 100 KiB.
 */
public final class QualityPage {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Weir: evaluation</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <style>
      :root { color-scheme: light dark; --ink: #1c2430; --dim: #667085; --back: #fff; --line: #d5dae1;
        --value: #2563a8; --score: #8a5a00; --event: #f3c9a8; --alert: #c01f3a; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #98a2b3; --back: #14181f;
        --line: #363f4d; --value: #74b0ee; --score: #e0b050; --event: #5e3a1e; --alert: #ff6b81; } }
      body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--back);
        max-width: 1100px; margin: 2em auto; padding: 0 1em; }
      .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .2em .6em; text-align: right; border-bottom: 1px solid var(--line); }
      th:first-child, td:first-child { text-align: left; } tr.all td { font-weight: 600; }
      svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--dim); }
      .end { text-anchor: end; } .frame { fill: none; stroke: var(--line); }
      .value, .score { fill: none; stroke-width: 1.2; stroke-linecap: round; stroke-linejoin: round; }
      .value { stroke: var(--value); } .score { stroke: var(--score); } .event { fill: var(--event); }
      .threshold { stroke: var(--dim); stroke-dasharray: 3 4; } .alert { stroke: var(--alert); }
      .mark { fill: var(--alert); } .dim, li { color: var(--dim); } h3 { margin-bottom: 0; }
      </style></head><body>
      <h1>Evaluation</h1>
      """;

  private final Writer out;

  private QualityPage(Writer out) {
    this.out = out;
  }

  /** Writes the page of the files of a run. */
  public static void write(List<FileFindings> files, Path to) throws IOException {
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (BufferedWriter out = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
      new QualityPage(out).write(files);
    }
  }

  private void write(List<FileFindings> files) throws IOException {
    out.write(HEAD);
    figures(files);
    for (String line : Figures.unlabelled(files)) {
      paragraph("", line);
    }
    plots(files);
    out.write("</body></html>\n");
  }

  private void figures(List<FileFindings> files) throws IOException {
    List<FileFindings> labelled =
        files.stream().filter(file -> file.quality().isLabelled()).toList();
    if (labelled.isEmpty()) {
      return;
    }
    out.write("<div class=\"wide\"><table><tr>" + cells("th", Figures.NAMES) + "</tr>\n");
    for (FileFindings file : labelled) {
      out.write("<tr>" + cells("td", Figures.of(file.file(), file.quality())) + "</tr>\n");
    }
    Quality all = Quality.of(labelled.stream().map(FileFindings::quality).toList());
    out.write("<tr class=\"all\">" + cells("td", Figures.of("all", all)) + "</tr></table></div>\n");
    out.write("<ul>");
    for (String meaning : Figures.MEANINGS) {
      out.write("<li>" + Html.text(meaning) + "</li>\n");
    }
    out.write("</ul>\n");
  }

  private void plots(List<FileFindings> files) throws IOException {
    long series = files.stream().mapToLong(FileFindings::series).sum();
    long drawn = files.stream().mapToLong(file -> file.plots().size()).sum();
    out.write("<h2>Series</h2>\n");
    paragraph(
        "dim",
        "Shaded: labelled anomalous. Red: alerts. Dashed: the score from which on a row is an"
            + " anomaly.");
    if (drawn < series) {
      paragraph(
          "dim",
          "Left out: %,d of %,d series; those that come first are drawn, %d at most."
              .formatted(series - drawn, series, Evaluations.MOST_PLOTS));
    }
    for (FileFindings file : files) {
      for (SeriesPlot plot : file.plots()) {
        String key = plot.key();
        String title = key.equals(file.file()) ? key : file.file() + ": " + key;
        out.write("<h3>" + Html.text(title) + "</h3>\n");
        paragraph("dim", caption(plot));
        out.write(PlotSvg.of(plot));
      }
    }
  }

  private static String caption(SeriesPlot plot) {
    List<String> parts = new ArrayList<>(List.of("%,d rows".formatted(plot.rows())));
    if (plot.rowsPerColumn() > 1) {
      parts.add("%,d to a column, smallest and largest of each".formatted(plot.rowsPerColumn()));
    }
    if (plot.values().size() < plot.features().size()) {
      parts.add(
          "left out: %d of %d features"
              .formatted(plot.features().size() - plot.values().size(), plot.features().size()));
    }
    return String.join("; ", parts);
  }

  private void paragraph(String style, String text) throws IOException {
    out.write("<p class=\"%s\">%s</p>%n".formatted(style, Html.text(text)));
  }

  private static String cells(String element, List<String> texts) {
    return texts.stream()
        .map(text -> "<%s>%s</%s>".formatted(element, Html.text(text), element))
        .collect(Collectors.joining());
  }
}
