package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.NamedColumns;
import dev.weir.connectors.inference.cell.Sentinel;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.TimeSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Comes from the columns of a sample to the decision how a text is read. */
final class Decision {

  private static final double CLOSE = 0.1;
  private static final int FEW = 10;
  private static final String SERIES = "record.series";

  private final Setup setup;
  private final List<Column> columns;
  private final LineFormat format;
  private final char separator;
  private final String decimal;
  private final List<String> names;
  private final Layout layout;

  /**
   * A decision to be made.
   *
   * @param decimal that numbers need; empty where plain numbers are all there is
   * @param names of the columns if the text has no header that names them; empty if it has
   */
  Decision(
      Setup setup,
      List<Column> columns,
      LineFormat format,
      char separator,
      String decimal,
      List<String> names,
      Layout layout) {
    this.setup = setup;
    this.columns = columns;
    this.format = format;
    this.separator = separator;
    this.decimal = decimal;
    this.names = names;
    this.layout = layout;
  }

  Reading make() {
    Reading reading = inferred();
    boolean open =
        reading instanceof Reading.Ambiguous ambiguous && ambiguous.setting().equals(SERIES);
    return !(reading instanceof Reading.Decided)
            && !open
            && new UsualNames(setup.record(), columns).suffice()
        ? new Reading.Decided(
            setup.with(format, separator, setup.record(), layout),
            "reads the usual names: 'timestamp' or 't' is the time",
            List.of(),
            NamedColumns.unknown(setup.record(), columns))
        : reading;
  }

  private Reading inferred() {
    List<String> named = setup.record().time().columns();
    if (!setup.record().time().format().isEmpty() && areThere(named)) {
      return byGivenFormat(named);
    }
    List<Candidate> candidates =
        TimeCandidates.of(columns).stream()
            .filter(candidate -> named.isEmpty() || isNamed(candidate, named))
            .filter(candidate -> !named.isEmpty() || !hasTwin(candidate))
            .toList();
    if (candidates.isEmpty()) {
      return withoutTime(named);
    }
    Candidate best = candidates.getFirst();
    Optional<Candidate> rival = rival(candidates);
    if (rival.isPresent()) {
      return new Reading.Ambiguous(
          "record.time",
          "the columns '%s' and '%s' may both be the time: name one by record.time (--time)"
              .formatted(best.name(), rival.get().name()));
    }
    Optional<String> order = DateOrder.of(best);
    return order.isPresent() ? with(best, order.get()) : DateOrder.ask(best);
  }

  private boolean areThere(List<String> named) {
    return columns.stream().map(Column::name).toList().containsAll(named);
  }

  /** The time is written as the settings say, whatever its texts look like. */
  private Reading byGivenFormat(List<String> named) {
    String format = setup.record().time().format();
    GivenFormat given = new GivenFormat(columns, format);
    Optional<Candidate> time = named.isEmpty() ? given.find() : given.find(parts(named));
    if (time.isPresent()) {
      return with(time.get(), format);
    }
    String why = given.whyNot(named.isEmpty() ? columns : parts(named));
    return setup.oneRecord()
        ? new Reading.Unreadable(why)
        : new Reading.Ambiguous("record.time-format", why);
  }

  /** The columns of these names, in the order of the names. */
  private List<Column> parts(List<String> wanted) {
    return columns.stream()
        .filter(column -> wanted.contains(column.name()))
        .sorted(Comparator.comparingInt(column -> wanted.indexOf(column.name())))
        .toList();
  }

  /** Whether a column with raw times stands beside this one. */
  private boolean hasTwin(Candidate candidate) {
    return columns.stream().anyMatch(column -> column.name().equals(candidate.name() + "(RAW)"));
  }

  private static boolean isNamed(Candidate candidate, List<String> named) {
    return candidate.columns().stream().map(Column::name).toList().equals(named);
  }

  private static Optional<Candidate> rival(List<Candidate> candidates) {
    Candidate best = candidates.getFirst();
    return candidates.stream()
        .skip(1)
        .filter(other -> best.score() - other.score() < CLOSE)
        .filter(other -> other.columns().stream().noneMatch(best.columns()::contains))
        .findFirst();
  }

  /** No column holds times that can be read: then a named one must, or the rows are counted. */
  private Reading withoutTime(List<String> named) {
    List<String> wanted = named.isEmpty() ? usualTime() : named;
    for (String name : wanted) {
      Optional<Column> column = columns.stream().filter(c -> c.name().equals(name)).findFirst();
      if (column.isEmpty()) {
        return new Reading.Unreadable(
            "it has no column '%s', which record.time names; its columns are %s"
                .formatted(name, columns.stream().map(Column::name).toList()));
      }
    }
    List<Column> parts = parts(wanted);
    Optional<Candidate> forced =
        parts.isEmpty() ? Optional.empty() : Optional.of(new Candidate(parts, List.of(""), 0));
    if (forced.isPresent() && parts.stream().noneMatch(Column::isNumeric)) {
      return new Reading.Ambiguous(
          "record.time-format",
          "'%s' in column '%s' is not a time of a known form: say how it is written by"
                  .formatted(DateOrder.text(forced.get(), 0), forced.get().name())
              + " record.time-format (--time-format), such as dd.MM.yyyy HH:mm");
    }
    Optional<Column> clock =
        columns.stream()
            .filter(column -> ColumnNames.isTime(column.name()) && column.isText())
            .findFirst();
    if (forced.isEmpty() && clock.isPresent()) {
      return new Reading.Ambiguous(
          "record.time-format",
          "'%s' in column '%s' is not a time with a day of a known form: say how it is written by"
                  .formatted(clock.get().presentCells().getFirst(), clock.get().name())
              + " record.time-format (--time-format), or name another column by record.time");
    }
    return decide(forced, "");
  }

  private List<String> usualTime() {
    return columns.stream()
        .map(Column::name)
        .filter(name -> name.equals("timestamp") || name.equals("t"))
        .limit(1)
        .toList();
  }

  private Reading with(Candidate time, String format) {
    Optional<String> ticks =
        setup.record().time().format().isEmpty() ? Ticks.question(time) : Optional.empty();
    if (ticks.isPresent()) {
      return new Reading.Ambiguous("record.time-format", ticks.get());
    }
    boolean usual =
        time.columns().size() == 1
            && time.columns().getFirst().name().equals("timestamp")
            && setup.record().time().format().isEmpty()
            && TimeFormats.agree(time.columns().getFirst().presentCells(), format, "");
    return decide(
        Optional.of(new Candidate(time.columns(), List.of(usual ? "" : format), time.score())),
        usual ? "" : format);
  }

  private Reading decide(Optional<Candidate> time, String timeFormat) {
    Roles roles = Roles.of(columns, time, setup);
    List<String> unknown = NamedColumns.unknown(setup.record(), columns);
    if (roles.values().isEmpty() && !unknown.isEmpty()) {
      return new Reading.Unreadable(unknown.getFirst());
    }
    if (roles.values().isEmpty()) {
      return new Reading.Unreadable(
          "it has no column of numbers beside the time and the series: "
              + Statement.columns(roles)
              + (roles.passed().stream().anyMatch(passed -> passed.column().isNumeric())
                  ? "; record.values (--values) names columns that are values all the same"
                  : ""));
    }
    Optional<Reading> text =
        setup.oneRecord()
            ? Optional.empty()
            : NumberDecision.refuse(setup.record(), roles.values());
    if (text.isPresent()) {
      return text.get();
    }
    Optional<Column> name = setup.oneRecord() ? perhapsName(roles) : Optional.empty();
    if (name.isPresent()) {
      return new Reading.Ambiguous(
          SERIES,
          "'%s' holds the text '%s', which may name the series: say so by record.series, or say by"
                  .formatted(name.get().name(), name.get().presentCells().getFirst())
              + " record.values which fields are the values");
    }
    Optional<Column> clock =
        setup.record().time().columns().isEmpty()
            ? time.flatMap(found -> OtherTimes.clockWithoutZeros(found, roles.values()))
            : Optional.empty();
    if (clock.isPresent()) {
      return new Reading.Ambiguous(
          "record.time",
          "'%s' in column '%s' may be a time of day without its leading zeros: write it with four"
                  .formatted(clock.get().presentCells().getFirst(), clock.get().name())
              + " digits, such as 0015, or name the time by record.time (--time)");
    }
    boolean unnamed = names.size() > 2 && names.getFirst().equals("c1");
    if (unnamed && setup.record().columns().isEmpty() && isUnclear(roles)) {
      return new Reading.Ambiguous(
          "columns",
          "it has no header, and the meaning of its %d columns is open: name them by"
                  .formatted(names.size())
              + " record.columns (--columns), such as --columns time,value");
    }
    TimeSettings times = time.map(found -> times(found, timeFormat)).orElse(setup.record().time());
    RecordSettings record =
        setup.record(
            times,
            seriesOf(roles),
            labelOf(roles),
            roles.values().stream().map(Column::name).toList(),
            names,
            NumberDecision.of(setup.record(), decimal, roles.values()));
    TextSettings settings = setup.with(format, separator, usual(record, roles), layout);
    List<String> hints = new ArrayList<>(NumberDecision.hints(roles.values()));
    hints.addAll(Sentinel.hints(roles.values(), setup.record().missing()));
    return new Reading.Decided(settings, Statement.of(roles, settings, timeFormat), hints, unknown);
  }

  private TimeSettings times(Candidate found, String timeFormat) {
    List<String> columns = found.columns().stream().map(Column::name).toList();
    String zone = setup.record().time().zone();
    zone = zone.isEmpty() ? Zones.of(found.name()) : zone;
    boolean usual = columns.equals(usualTime()) && timeFormat.isEmpty();
    return usual && setup.record().time().columns().isEmpty()
        ? new TimeSettings(List.of(), "", zone)
        : new TimeSettings(columns, timeFormat, zone);
  }

  /** A text that is passed over where nothing names the series, and may well do so. */
  private Optional<Column> perhapsName(Roles roles) {
    return !roles.series().isEmpty() || !setup.record().values().isEmpty()
        ? Optional.empty()
        : roles.passed().stream()
            .map(Roles.Passed::column)
            .filter(Column::isText)
            .filter(column -> !ColumnNames.isCode(column.name()))
            .filter(column -> !ColumnNames.isPassedOver(column.name()))
            .filter(column -> !ColumnNames.isUnit(column.name()))
            .filter(column -> !ColumnNames.holdsTime(column.name()))
            .findFirst();
  }

  /** Whether numbers without a name may be an id beside values. */
  private static boolean isUnclear(Roles roles) {
    boolean id =
        roles.values().stream().anyMatch(c -> c.isWhole() && (c.distinct() < FEW || c.rises()));
    boolean measured =
        roles.values().stream().anyMatch(c -> !c.isWhole() || (c.distinct() >= FEW && !c.rises()));
    return roles.time().isEmpty() || (roles.values().size() > 1 && id && measured);
  }

  private static List<String> seriesOf(Roles roles) {
    List<String> series = roles.series().stream().map(Column::name).toList();
    return series.equals(List.of("series")) ? List.of() : series;
  }

  private static String labelOf(Roles roles) {
    return roles.label().map(Column::name).filter(name -> !name.equals("label")).orElse("");
  }

  /** Where the usual names say it all, the settings say nothing, as they always did. */
  private RecordSettings usual(RecordSettings record, Roles roles) {
    boolean onlyTexts =
        roles.passed().stream()
            .allMatch(passed ->
                passed.reason().equals("behind the label")
                    || (format == LineFormat.JSONL && passed.reason().equals("text")));
    boolean quoted = roles.values().stream().anyMatch(Column::quoted);
    boolean nested =
        format == LineFormat.JSONL
            && roles.values().stream().anyMatch(column -> column.name().indexOf('.') >= 0);
    boolean worded =
        format == LineFormat.JSONL && roles.values().stream().anyMatch(Column::hasMissingWords);
    return onlyTexts && !quoted && !nested && !worded && setup.record().values().isEmpty()
        ? new RecordSettings(
            record.time(),
            record.series(),
            record.label(),
            List.of(),
            record.columns(),
            record.numbers(),
            record.defaultSeries())
        : record;
  }
}
