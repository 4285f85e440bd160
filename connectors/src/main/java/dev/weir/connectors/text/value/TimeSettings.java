package dev.weir.connectors.text.value;

import java.util.List;

/**
 * Where the time of a record stands, and how it is written.
 *
 * @param columns whose texts make up the time, joined by a blank; empty for the usual names
 * @param format as {@link TimeReader} takes it; empty for ISO-8601 or an epoch
 * @param zone of times that name none; empty for UTC
 */
public record TimeSettings(List<String> columns, String format, String zone) {

  /** The usual names, ISO-8601 or an epoch, UTC. */
  public static final TimeSettings USUAL = new TimeSettings(List.of(), "", "");

  public TimeSettings {
    columns = List.copyOf(columns);
  }

  /** A time in one column; an empty name stands for the usual ones. */
  public static TimeSettings of(String column) {
    return column.isEmpty() ? USUAL : new TimeSettings(List.of(column), "", "");
  }
}
