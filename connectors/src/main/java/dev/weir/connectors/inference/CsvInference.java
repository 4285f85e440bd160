package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.Split;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.Columns;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides how lines of cells are read. */
final class CsvInference {

  /** Names in the brackets of tags, as MetaTrader writes them. */
  private static final Pattern TAGS_AS_NAMES = Pattern.compile("<[^<>]+>([,;\\t]<[^<>]+>)+");

  private static final int MOST_COLUMNS = 10_000;
  private static final int LONGEST_POINT = 1_000;
  private static final Pattern DECLARATION = Pattern.compile("# (HELP|TYPE) [a-zA-Z_:]\\S* ");
  private static final Pattern SAMPLE =
      Pattern.compile("[a-zA-Z_:][\\w:]*\\{\\w+=\"[^{}]*\"}\\s+\\S+(\\s+-?\\d+)?\\s*");

  /** A measurement with tags, a blank, fields, and perhaps a time. */
  private static final Pattern LINE_PROTOCOL =
      Pattern.compile(
          "[^\\s,=\"]+(,[^\\s,=]+=[^\\s,]+)+ [^\\s,=]+=[^\\s,]+(,[^\\s,=]+=[^,]+)*( \\d+)?");

  private CsvInference() {}

  static Reading of(Sample sample, Setup setup) {
    List<String> lines = lines(sample, setup);
    if (setup.separator().isEmpty() && isExposition(lines)) {
      return new Reading.Unreadable(
          "it is the text format of Prometheus: ask for JSON by /api/v1/query_range, which is"
              + " read");
    }
    Optional<String> other = otherFormat(lines);
    if (other.isPresent()) {
      return new Reading.Unreadable(other.get());
    }
    Dialect dialect = Dialect.of(lines, setup.separator());
    if (dialect.width() > MOST_COLUMNS) {
      return new Reading.Unreadable("it has more than %d columns".formatted(MOST_COLUMNS));
    }
    char decimal = decimal(lines, dialect, setup);
    if (decimal == Decimal.OPEN) {
      return new Reading.Ambiguous(
          "record.decimal",
          "numbers such as %s are thousands or fractions: say which sign stands before the fraction"
                  .formatted(Decimal.example(lines, dialect))
              + " by record.decimal (--decimal), \".\" or \",\"");
    }
    Optional<Header> found = Header.of(lines, dialect, decimal);
    if (found.isEmpty()) {
      return new Reading.Unreadable(
          lines.stream().allMatch(String::isBlank)
              ? "it is empty"
              : "none of its first lines is a row of cells with a number or a time, or a JSON object");
    }
    return of(sample, lines, setup, dialect, decimal, found.get());
  }

  /** Names the other format that a text begins like; empty if it may be rows of cells. */
  private static Optional<String> otherFormat(List<String> lines) {
    String first =
        lines.stream().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    if (first.startsWith("LabVIEW Measurement")) {
      return Optional.of(
          "it is a measurement file of LabVIEW, whose header is not read: save its rows as text");
    }
    if (first.startsWith("<") && first.endsWith(">") && !TAGS_AS_NAMES.matcher(first).matches()) {
      return Optional.of("it is XML or HTML, which is not read: save its rows as CSV or JSON");
    }
    return first.length() < LONGEST_POINT && LINE_PROTOCOL.matcher(first).matches()
        ? Optional.of(
            "it is the line protocol of InfluxDB, which a source of type http takes by POST"
                + " /api/v2/write")
        : Optional.empty();
  }

  /** Whether the first line that is not blank declares a metric or is a sample with labels. */
  private static boolean isExposition(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(line -> DECLARATION.matcher(line).lookingAt() || SAMPLE.matcher(line).matches())
        .isPresent();
  }

  /** The lines, those blank that a setting passes over. */
  static List<String> lines(Sample sample, Setup setup) {
    int given = setup.layout().skipLines();
    return given == 0 ? sample.lines() : blankFirst(sample.lines(), given);
  }

  /** The sign in front of fractions, or {@link Decimal#OPEN}. */
  static char decimal(List<String> lines, Dialect dialect, Setup setup) {
    String known = setup.record().decimal();
    return known.isEmpty() ? Decimal.of(lines, dialect) : known.charAt(0);
  }

  private static List<String> blankFirst(List<String> lines, int count) {
    List<String> rest = new ArrayList<>(lines);
    for (int i = 0; i < Math.min(count, rest.size()); i++) {
      rest.set(i, "");
    }
    return rest;
  }

  private static Reading of(
      Sample sample,
      List<String> lines,
      Setup setup,
      Dialect dialect,
      char decimal,
      Header header) {
    List<List<String>> rows = new ArrayList<>();
    boolean comments = false;
    for (int i = header.first(); i < lines.size(); i++) {
      String line = lines.get(i);
      boolean comment = Header.isComment(line) && dialect.width() > 1;
      comments |= comment;
      List<String> cells =
          line.isBlank() || comment ? List.of() : Split.cells(line, dialect.separator());
      if (isOtherHeader(cells, header)) {
        break;
      }
      if (cells.size() == dialect.width() && !cells.stream().allMatch(String::isEmpty)) {
        rows.add(cells);
      }
    }
    List<String> given = setup.record().columns();
    boolean unnamed = header.names().isEmpty() && given.isEmpty();
    List<String> texts = !given.isEmpty() ? given : unnamed ? numbered(dialect) : header.names();
    List<String> names = Columns.named(texts);
    if (names.size() != dialect.width()) {
      return given.isEmpty() && names.size() > 1
          ? askForNames(names.size(), dialect)
          : new Reading.Unreadable(
              "its rows have %d cells, and %d columns are named"
                  .formatted(dialect.width(), names.size()));
    }
    Optional<Integer> few =
        unnamed ? ShortHeader.tooFew(lines, header.first(), dialect) : Optional.empty();
    if (few.isPresent()) {
      return askForNames(few.get(), dialect);
    }
    List<Column> columns = columns(names, rows, header, decimal);
    boolean grouped = decimal == '.' && isGrouped(columns);
    int skip = header.asItStands() ? header.skip() : header.first();
    String comment = comments || (skip > 0 && hasComments(lines, header)) ? mark(lines) : "";
    Layout known = setup.layout();
    Layout layout =
        new Layout(
            Math.max(skip, known.skipLines()),
            known.comment().isEmpty() ? comment : known.comment(),
            sample.charset());
    List<String> explicit = header.asItStands() && given.isEmpty() ? List.of() : names;
    return new Decision(
            setup.zoned(Zones.ofPreamble(lines, header.first(), dialect.separator())),
            columns,
            LineFormat.CSV,
            dialect.separator(),
            decimal == ',' ? "," : grouped ? "." : "",
            explicit,
            layout)
        .make();
  }

  /** Whether all cells are words and at least half of them are names in the header. */
  private static boolean isOtherHeader(List<String> cells, Header header) {
    return cells.size() > 1
        && cells.size() == header.names().size()
        && !cells.equals(header.names())
        && 2 * cells.stream().filter(header.names()::contains).distinct().count() >= cells.size()
        && cells.stream().allMatch(cell -> !cell.isEmpty() && Character.isLetter(cell.charAt(0)))
        && cells.stream().noneMatch(Clock::isAny);
  }

  private static Reading askForNames(int names, Dialect dialect) {
    String comma =
        dialect.separator() == ','
            ? "; if its numbers have decimal commas, put quotes around them or another separator"
                + " between the cells"
            : "";
    return new Reading.Ambiguous(
        "columns",
        "its header has %d names and its rows have %d cells: name all columns by record.columns"
                .formatted(names, dialect.width())
            + " (--columns), and leave the line out by skip-lines"
            + comma);
  }

  private static List<String> numbered(Dialect dialect) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= dialect.width(); i++) {
      names.add("c" + i);
    }
    return names;
  }

  private static List<Column> columns(
      List<String> names, List<List<String>> rows, Header header, char decimal) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      List<String> cells = rows.stream().map(row -> row.get(place)).toList();
      cells = header.names().isEmpty() ? cells : withoutHeaders(cells, header, place);
      columns.add(Column.of(names.get(i), cells, decimal, false));
    }
    return columns;
  }

  /** A repeated header is not a value. */
  private static List<String> withoutHeaders(List<String> cells, Header header, int place) {
    String name = place < header.names().size() ? header.names().get(place) : "";
    return name.isEmpty() || !cells.contains(name)
        ? cells
        : cells.stream().map(cell -> cell.equals(name) ? "" : cell).toList();
  }

  private static boolean isGrouped(List<Column> columns) {
    return columns.stream()
        .anyMatch(column ->
            column.isNumeric()
                && column.presentCells().stream()
                    .anyMatch(cell -> !Cell.isPlainNumber(cell) && Cell.isNumber(cell, '.')));
  }

  private static boolean hasComments(List<String> lines, Header header) {
    for (int i = header.first(); i < lines.size(); i++) {
      if (Header.isComment(lines.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static String mark(List<String> lines) {
    for (String line : lines) {
      if (Header.isComment(line)) {
        String text = line.stripLeading();
        return text.startsWith("//") ? "//" : text.substring(0, 1);
      }
    }
    return "";
  }
}
