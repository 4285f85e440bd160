package dev.weir.app.evaluation;

import dev.weir.detectors.incident.Transition;
import dev.weir.monitoring.Printable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Shows the alerts of a scoring run to people: a line for each, a heading for each of several
 * files.
 */
public final class AlertTable {

  /** How many alerts are listed. */
  static final int MOST = 50;

  private static final int WIDEST_SERIES = 40;

  private AlertTable() {}

  /** The alerts of a run, and how many there are in all. */
  public static String of(AlertList alerts) {
    List<AlertList.OfFile> files = alerts.files();
    List<AlertList.OfFile> listed = AlertList.mostSevere(files, MOST);
    StringBuilder text = new StringBuilder();
    for (AlertList.OfFile file : listed) {
      if (files.size() > 1 && !file.kept().isEmpty()) {
        line(text, file.file());
      }
      int time = width(file, alert -> alert.time());
      int series = width(file, AlertTable::series);
      for (ListedAlert alert : file.kept()) {
        line(
            text,
            "%s  %-8s  %s  %s%s"
                .formatted(
                    padded(alert.time(), time),
                    alert.severity().name().toLowerCase(Locale.ROOT),
                    padded(series(alert), series),
                    alert.state() == Transition.AGAIN ? "again: " : "",
                    alert.why()));
      }
    }
    for (String file : alerts.givenUp()) {
      line(text, file + " was given up before its end; its alerts are not listed");
    }
    long all = files.stream().mapToLong(AlertList.OfFile::all).sum();
    line(text, summary(all, listed.stream().mapToLong(file -> file.kept().size()).sum()));
    return text.append(System.lineSeparator()).toString();
  }

  private static String summary(long all, long listed) {
    String rows = "--out DIR writes each row with its score";
    if (all == 0) {
      return "No alerts; " + rows;
    }
    return all == listed
        ? "%,d %s; %s".formatted(all, all == 1 ? "alert" : "alerts", rows)
        : "%,d alerts, of which the %,d most severe are listed; %s".formatted(all, listed, rows);
  }

  private static String series(ListedAlert alert) {
    return Printable.of(alert.series(), WIDEST_SERIES);
  }

  private static int width(AlertList.OfFile file, Function<ListedAlert, String> column) {
    return file.kept().stream().mapToInt(alert -> column.apply(alert).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static void line(StringBuilder text, String line) {
    text.append(Printable.of(line)).append(System.lineSeparator());
  }
}
