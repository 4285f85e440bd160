package dev.weir.connectors.inference.cell;

import dev.weir.connectors.text.RecordSettings;
import java.util.ArrayList;
import java.util.List;

/** Columns that settings name and that a text does not have. */
public final class NamedColumns {

  private NamedColumns() {}

  /** A sentence for each, with the columns that exist. */
  public static List<String> unknown(RecordSettings record, List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    List<String> unknown = new ArrayList<>();
    record.series().forEach(name -> add(name, "series", names, unknown));
    if (!record.label().isEmpty()) {
      add(record.label(), "label", names, unknown);
    }
    record.values().forEach(name -> add(name, "values", names, unknown));
    return unknown;
  }

  private static void add(String name, String setting, List<String> names, List<String> unknown) {
    if (!names.contains(name)) {
      unknown.add(
          "it has no column '%s', which record.%s (--%s) names; its columns are %s"
              .formatted(name, setting, setting, names));
    }
  }
}
