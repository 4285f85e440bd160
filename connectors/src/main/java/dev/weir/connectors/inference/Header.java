package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the records of a CSV text begin, and what its columns are called.
 *
 * @param names of all columns, as they stand; empty if nothing names them
 * @param skip lines in front of the first record, or of the header if that is read as it stands
 * @param asItStands whether the first line behind those is the header, and one line names all
 * @param units row below the names; empty if there is none
 * @param first index of the first line with a record
 */
record Header(List<String> names, int skip, boolean asItStands, List<String> units, int first) {

  private static final int MOST_PREAMBLE = 100;
  private static final int MOST_BELOW = 5;

  static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("%") || text.startsWith("//");
  }

  /**
   * Finds it; empty if no line looks like a record. A preamble may hold lines that look like
   * records, but fewer than the body: else the records begin at the first of these.
   */
  static Optional<Header> of(List<String> lines, Dialect dialect, char decimal) {
    List<Integer> before = new ArrayList<>();
    for (int i = 0; i < Math.min(lines.size(), MOST_PREAMBLE); i++) {
      if (!isRecord(lines.get(i), dialect, decimal) || isNamesOfNumbers(lines, i, dialect)) {
        continue;
      }
      if (isBody(lines, i, dialect)) {
        boolean more = hasMore(lines.subList(i, lines.size()), before.size(), dialect, decimal);
        return Optional.of(above(lines, more ? i : before.getFirst(), dialect, decimal));
      }
      before.add(i);
    }
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(above(lines, before.getFirst(), dialect, decimal));
  }

  /** Whether more lines than a number look like records. */
  private static boolean hasMore(List<String> lines, int than, Dialect dialect, char decimal) {
    return lines.stream().filter(line -> isRecord(line, dialect, decimal)).limit(than + 1L).count()
        > than;
  }

  private static boolean isRecord(String line, Dialect dialect, char decimal) {
    if (line.isBlank() || isComment(line) || Dialect.isDeclaration(line)) {
      return false;
    }
    List<String> cells = Split.cells(line, dialect.separator());
    return cells.size() == dialect.width() && isRecord(cells, decimal);
  }

  /**
   * Whether a line names the time in a column where the lines below have times, and numbers or
   * times of day beside it are names as well: the hours of a day, the numbers of sensors.
   */
  private static boolean isNamesOfNumbers(List<String> lines, int at, Dialect dialect) {
    List<String> names = Split.cells(lines.get(at), dialect.separator());
    List<List<String>> below =
        lines.subList(at + 1, Math.min(lines.size(), at + 1 + MOST_BELOW)).stream()
            .filter(line -> !line.isBlank())
            .map(line -> Split.cells(line, dialect.separator()))
            .filter(cells -> cells.size() == dialect.width())
            .toList();
    if (names.size() != dialect.width()
        || below.size() < 2
        || isEpoch(names.getFirst())
        || names.stream().anyMatch(Header::isDate)
        || names.stream().distinct().count() < names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      String name = names.get(i);
      boolean word = !name.isEmpty() && Character.isLetter(name.charAt(0)) && !Clock.isAny(name);
      if (word
          && (below.stream().allMatch(cells -> isDate(cells.get(place)))
              || (ColumnNames.holdsTime(name)
                  && below.stream().allMatch(cells -> isEpoch(cells.get(place)))))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEpoch(String cell) {
    return Cell.number(cell, '.') >= 1e8;
  }

  private static boolean isDate(String cell) {
    return Clock.isAny(cell) && !Clock.isTimeOfDay(cell);
  }

  /** Whether most of the lines that follow are of the same width. */
  private static boolean isBody(List<String> lines, int from, Dialect dialect) {
    int same = 0;
    int all = 0;
    for (int i = from; i < lines.size() && all < 5; i++) {
      if (!lines.get(i).isBlank()) {
        all++;
        same += Split.cells(lines.get(i), dialect.separator()).size() == dialect.width() ? 1 : 0;
      }
    }
    return 2 * same > all && (from + 1 >= lines.size() || !isNames(lines.get(from + 1), dialect));
  }

  /** Whether a line below is the header, so that the one above belongs to a preamble. */
  private static boolean isNames(String line, Dialect dialect) {
    List<String> cells = Split.cells(line, dialect.separator());
    return cells.size() > 1
        && cells.stream().allMatch(cell -> cell.isEmpty() || Character.isLetter(cell.charAt(0)))
        && cells.stream().filter(cell -> !Cell.isMissing(cell)).distinct().count()
            > cells.size() / 2
        && cells.stream().noneMatch(Clock::isAny);
  }

  /** Whether the cells are values rather than names: at least one is a number or a time. */
  private static boolean isRecord(List<String> cells, char decimal) {
    int values = 0;
    int words = 0;
    for (String cell : cells) {
      boolean value = isValue(cell, decimal);
      values += value ? 1 : 0;
      words += !value && !Cell.isMissing(cell) ? 1 : 0;
    }
    return values > 0 && (values >= words || values >= 2 || Clock.isAny(cells.getFirst()));
  }

  private static Header above(List<String> lines, int readable, Dialect dialect, char decimal) {
    int first = beginOfBroken(lines, readable, dialect, decimal);
    List<Integer> block = block(lines, first, dialect, decimal);
    if (block.isEmpty()) {
      first = beginOfRagged(lines, first, dialect, decimal);
      block = block(lines, first, dialect, decimal);
    }
    if (block.isEmpty() && first > 0 && isNamesOfNumbers(lines, first - 1, dialect)) {
      return new Header(cells(lines.get(first - 1), dialect), first, false, List.of(), first);
    }
    if (block.isEmpty()) {
      List<String> other = NameLines.other(lines, first, dialect, decimal);
      return new Header(other, first, false, List.of(), first);
    }
    int at = NameLines.withTime(block, lines, dialect);
    block = block.subList(block.indexOf(at), block.size());
    List<String> names = new ArrayList<>(cells(lines.get(at), dialect));
    for (int i = 1; i < block.size() && isAbove(names, dialect); i++) {
      at = block.get(i);
      names = new ArrayList<>(cells(lines.get(at), dialect));
    }
    boolean one = at == first - 1;
    int next = at + 1;
    if (block.contains(next) && isContinued(names, cells(lines.get(next), dialect))) {
      List<String> below = cells(lines.get(next), dialect);
      for (int i = 0; i < names.size() && i < below.size(); i++) {
        boolean same = names.get(i).equals(below.get(i));
        names.set(i, same ? below.get(i) : (names.get(i) + " " + below.get(i)).strip());
      }
      next++;
    }
    List<String> units = block.contains(next) ? cells(lines.get(next), dialect) : List.of();
    boolean short1 = names.size() == dialect.width() - 1;
    if (short1) {
      names = ShortHeader.complete(names, lines, first, dialect);
    }
    boolean plain = one && !short1 && !isComment(lines.get(at));
    return new Header(List.copyOf(names), plain ? at : first, plain, units, first);
  }

  /** The lines of names directly in front of a line, rules between them left out. */
  private static List<Integer> block(List<String> lines, int first, Dialect dialect, char decimal) {
    List<Integer> block = new ArrayList<>();
    for (int top = first - 1;
        top >= 0 && (isBetween(lines.get(top)) || isName(lines.get(top), dialect, decimal));
        top--) {
      if (!isBetween(lines.get(top))) {
        block.addFirst(top);
      }
    }
    return block;
  }

  /**
   * The index of the first record if those behind a header have another number of cells than most:
   * they are refused one by one, and the header counts.
   */
  private static int beginOfRagged(List<String> lines, int first, Dialect dialect, char decimal) {
    boolean value = isValue(Split.cells(lines.get(first), dialect.separator()).getFirst(), decimal);
    int at = first - 1;
    while (at >= 0 && first - at <= MOST_BELOW && dialect.separator() != ' ') {
      List<String> cells = Split.cells(lines.get(at), dialect.separator());
      if (cells.size() < 2
          || isComment(lines.get(at))
          || isValue(cells.getFirst(), decimal) != value
          || cells.stream().noneMatch(cell -> isValue(cell, decimal))) {
        break;
      }
      at--;
    }
    boolean header =
        at >= 0
            && Split.cells(lines.get(at), dialect.separator()).size() == dialect.width()
            && isName(lines.get(at), dialect, decimal);
    return header ? at + 1 : first;
  }

  /** Whether a line is the rule under or over the names of a table, or a comment without text. */
  private static boolean isBetween(String line) {
    return (line.contains("---") && line.chars().allMatch(c -> "-+|: ".indexOf(c) >= 0))
        || line.strip().equals("#");
  }

  /** Whether a line belongs to what is above the names, if there are lines of names below it. */
  private static boolean isAbove(List<String> names, Dialect dialect) {
    return names.getFirst().equals("TOA5") || isTitle(names) || names.size() < dialect.width();
  }

  /** Whether only the first cell holds a text, or none: it is the title of the table. */
  private static boolean isTitle(List<String> cells) {
    return cells.size() > 1 && cells.stream().skip(1).allMatch(String::isEmpty);
  }

  /** Names over two lines: the first has gaps where the second has names. */
  private static boolean isContinued(List<String> names, List<String> below) {
    return names.stream().anyMatch(String::isEmpty)
        && below.stream().noneMatch(String::isEmpty)
        && names.size() == below.size();
  }

  /** The cells of a line, without the mark of a comment in front. */
  static List<String> cells(String line, Dialect dialect) {
    String text = line.strip();
    boolean marked = isComment(line);
    while (marked && !text.isEmpty() && "#%/".indexOf(text.charAt(0)) >= 0) {
      text = text.substring(1);
    }
    List<String> cells = Split.cells(marked ? text.strip() : line, dialect.separator());
    return marked && dialect.separator() == ' '
        ? cells.stream()
            .map(cell -> cell.endsWith(",") ? cell.substring(0, cell.length() - 1) : cell)
            .toList()
        : cells;
  }

  /**
   * The index of the first of the records directly in front of the first one that can be read:
   * lines in which a cell or two are not what the column holds, such as a text in place of the
   * time. Taken for a preamble they would be passed over without a word, and with them the header
   * above.
   *
   * @param first index of the first line that looks like a record
   * @return {@code first} if there is none
   */
  private static int beginOfBroken(List<String> lines, int first, Dialect dialect, char decimal) {
    List<String> record = Split.cells(lines.get(first), dialect.separator());
    int begin = first;
    while (begin > 0
        && isBroken(lines.get(begin - 1), record, dialect, decimal)
        && !isOnlyHeader(lines, begin - 1, dialect, decimal)) {
      begin--;
    }
    return begin;
  }

  /** Whether a line names columns, some by numbers, and none is above that names all by words. */
  private static boolean isOnlyHeader(List<String> lines, int at, Dialect dialect, char decimal) {
    if (!isNamesOfNumbers(lines, at, dialect)) {
      return false;
    }
    List<String> above = at == 0 ? List.of() : Split.cells(lines.get(at - 1), dialect.separator());
    return above.size() != dialect.width()
        || above.stream().anyMatch(cell -> cell.isBlank() || isValue(cell, decimal));
  }

  /** Whether most cells of a line are of the kind that the record has there, a value among them. */
  private static boolean isBroken(String line, List<String> record, Dialect dialect, char decimal) {
    if (line.isBlank() || isComment(line) || Dialect.isDeclaration(line)) {
      return false;
    }
    List<String> cells = Split.cells(line, dialect.separator());
    if (cells.size() != record.size()) {
      return false;
    }
    int same = 0;
    int values = 0;
    for (int i = 0; i < cells.size(); i++) {
      boolean value = isValue(cells.get(i), decimal);
      boolean expected = isValue(record.get(i), decimal);
      same += value == expected ? 1 : 0;
      values += value && expected ? 1 : 0;
    }
    return values > 0 && 2 * same > cells.size();
  }

  private static boolean isValue(String cell, char decimal) {
    return !Cell.isMissing(cell) && (Cell.isNumber(cell, decimal) || Clock.isAny(cell));
  }

  /** Whether a cell is a unit in brackets. */
  private static boolean isUnit(String cell) {
    return (cell.startsWith("(") && cell.endsWith(")"))
        || (cell.startsWith("[") && cell.endsWith("]"));
  }

  private static boolean isName(String line, Dialect dialect, char decimal) {
    if (line.isBlank() || Dialect.isDeclaration(line)) {
      return false;
    }
    List<String> cells = cells(line, dialect);
    boolean fits = cells.size() == dialect.width() || cells.size() == dialect.width() - 1;
    return fits
        && !cells.isEmpty()
        && (cells.size() == dialect.width() || !cells.stream().allMatch(Header::isUnit))
        && (dialect.width() > 1 || !isComment(line))
        && cells.stream().noneMatch(cell -> Cell.isNumber(cell, decimal) || Clock.isAny(cell));
  }
}
