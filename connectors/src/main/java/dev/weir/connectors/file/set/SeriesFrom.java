package dev.weir.connectors.file.set;

import java.util.regex.Pattern;

/** Says of which series the records of files are in which no column names one. */
public enum SeriesFrom {
  /** Its file, in a folder or by a pattern; else the source. */
  AUTO,
  /** Its file. */
  FILE,
  /** The source. */
  SOURCE;

  private static final String CLOCK = "(?:[-_.T ]?(?:[01]\\d|2[0-3])(?:[-_.:]?[0-5]\\d){0,2}Z?)?";
  private static final String MONTH = "(?:0[1-9]|1[0-2])";
  private static final String DAY = "(?:0[1-9]|[12]\\d|3[01])";

  /** 2026-03-01, 2026-03, 20260301, with a time of day or without; not 202603, as many ids are. */
  private static final Pattern DATE =
      Pattern.compile(
          "[-_. ]?(?<!\\d)(?:19|20)\\d{2}(?:([-_.])%s(?:\\1%s%s)?|%s%s%s)(?!\\d)"
              .formatted(MONTH, DAY, CLOCK, MONTH, DAY, CLOCK));

  private static final Pattern NAMED = Pattern.compile(".*[\\p{L}\\p{N}].*", Pattern.DOTALL);

  /**
   * The series of a file.
   *
   * @param name of the file, relative, with slashes; dates in its last part tell pieces of one
   *     series apart, and are no part of the series
   * @param single whether the path of the source names this file alone
   * @param source name of the source
   */
  public String seriesOf(String name, boolean single, String source) {
    boolean file =
        switch (this) {
          case AUTO -> !single;
          case FILE -> true;
          case SOURCE -> false;
        };
    if (!file) {
      return source;
    }
    int last = name.lastIndexOf('/') + 1;
    String undated = DATE.matcher(name.substring(last)).replaceAll("");
    int ending = undated.indexOf('.');
    String stem = ending < 0 ? undated : undated.substring(0, ending);
    boolean named = NAMED.matcher(stem).matches();
    String folder = last == 0 ? source : name.substring(0, last - 1);
    return named ? name.substring(0, last) + undated : folder;
  }
}
