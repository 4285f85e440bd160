package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the columns whose texts are times written by the format of the settings. */
final class GivenFormat {

  private final List<Column> columns;
  private final String format;
  private final TimeReader reader;

  /**
   * A search.
   *
   * @param format a pattern or a word that {@link TimeReader} takes
   */
  GivenFormat(List<Column> columns, String format) {
    this.columns = columns;
    this.format = format;
    this.reader = new TimeReader(format, "");
  }

  /** These columns, if the format reads a text of theirs. */
  Optional<Candidate> find(List<Column> parts) {
    Candidate candidate = candidate(parts);
    return fits(candidate) > 0 ? Optional.of(candidate) : Optional.empty();
  }

  /**
   * The columns that look like the time by content, or else the column whose name is most like one,
   * of those of which the format reads most texts. Numbers are read only where the name or their
   * size says that they are times.
   */
  Optional<Candidate> find() {
    Optional<Candidate> known =
        TimeCandidates.of(columns).stream()
            .map(inferred -> candidate(inferred.columns()))
            .filter(this::fitsMost)
            .findFirst();
    return known.or(() ->
        columns.stream()
            .filter(column -> isPattern() || ColumnNames.holdsTime(column.name()))
            .map(column -> candidate(List.of(column)))
            .filter(this::fitsMost)
            .max(Comparator.comparing(one -> ColumnNames.holdsTime(one.name()))));
  }

  /** Why none of these columns is the time. */
  String whyNot(List<Column> tried) {
    Column example =
        tried.stream()
            .filter(column -> !column.isEmpty())
            .max(
                Comparator.<Column, Boolean>comparing(c -> ColumnNames.holdsTime(c.name()))
                    .thenComparing(Column::isText))
            .orElse(tried.getFirst());
    String cell = example.presentCells().stream().findFirst().orElse("");
    return "no text of column '%s' is a time written as '%s', which record.time-format (--time-format)"
            .formatted(example.name(), format)
        + " says: it holds '%s'".formatted(cell);
  }

  private boolean isPattern() {
    return !format.startsWith("epoch-") && !format.equals("excel");
  }

  private Candidate candidate(List<Column> parts) {
    return new Candidate(parts, List.of(format), 0);
  }

  private boolean fitsMost(Candidate candidate) {
    int present = candidate.columns().stream().mapToInt(Column::present).max().orElse(0);
    return 2 * fits(candidate) > present;
  }

  /** How many rows hold a time that the format reads. */
  private int fits(Candidate candidate) {
    int fits = 0;
    for (int row = 0; row < candidate.columns().getFirst().cells().size(); row++) {
      String text = DateOrder.text(candidate, row);
      fits += TimeFormats.read(reader, text) == Times.UNREADABLE ? 0 : 1;
    }
    return fits;
  }
}
