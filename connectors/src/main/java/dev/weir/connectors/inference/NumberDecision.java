package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides by the columns of values how their numbers are read. */
final class NumberDecision {

  private NumberDecision() {}

  /**
   * Returns the settings of numbers: those of the user, completed by what the cells show.
   *
   * @param decimal sign that the cells need; empty where plain numbers are all there is
   */
  static NumberSettings of(RecordSettings record, String decimal, List<Column> values) {
    return new NumberSettings(
        record.decimal().isEmpty() ? decimal : record.decimal(),
        missing(record, values),
        units(record, values));
  }

  /** Why a column that is to be a value is none: most of its cells are texts. */
  static Optional<Reading> refuse(RecordSettings record, List<Column> values) {
    for (Column column : values) {
      Map<String, Integer> words = column.words();
      int texts =
          words.entrySet().stream()
              .filter(word -> !record.missing().words().contains(word.getKey()))
              .mapToInt(Map.Entry::getValue)
              .sum();
      if (2 * texts > column.present()) {
        String example =
            column.presentCells().stream().filter(words::containsKey).findFirst().orElse("");
        return Optional.of(
            new Reading.Ambiguous(
                "record.values",
                "column '%s' holds '%s', which is not a number, and more than half of its cells are"
                        .formatted(column.name(), example)
                    + " not: name other columns by record.values (--values), or the words for a"
                    + " missing value by record.missing (--missing)"));
      }
    }
    return Optional.empty();
  }

  /** A sentence for each column in which words count as missing values for whole series. */
  static List<String> hints(List<Column> values) {
    return values.stream()
        .filter(column -> !column.isNumeric() && column.isHalfNumeric())
        .map(column ->
            "%s in '%s' count as missing values: series that hold them alone are not judged"
                .formatted(column.words().keySet().stream().sorted().toList(), column.name()))
        .toList();
  }

  private static Map<String, String> units(RecordSettings record, List<Column> values) {
    Map<String, String> units = new TreeMap<>(record.numbers().units());
    for (Column column : values) {
      if (!column.unit().isEmpty()) {
        units.putIfAbsent(column.name(), column.unit());
      }
    }
    return units;
  }

  private static Missing missing(RecordSettings record, List<Column> values) {
    Missing known = record.missing();
    List<String> words = new ArrayList<>(known.words());
    for (Column column : values) {
      for (String word : column.words().keySet().stream().sorted().toList()) {
        if (!words.contains(word)) {
          words.add(word);
        }
      }
    }
    return new Missing(words, known.numbers(), known.byColumn());
  }
}
