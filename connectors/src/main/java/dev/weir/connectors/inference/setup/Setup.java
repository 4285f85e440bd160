package dev.weir.connectors.inference.setup;

import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import java.util.List;
import java.util.Optional;

/**
 * The known settings of a text before it is looked at. They are taken as they are, and the rest is
 * found out.
 *
 * @param format empty to tell it from the text
 * @param separator empty to tell it from the text
 * @param longestLine in bytes
 * @param charsetGiven whether the text is in the character set of the layout; else it is decided by
 *     it
 * @param complete whether nothing is to be found out: what is not said is as usual
 * @param oneRecord whether one record is all that is known: what others may show is not guessed
 */
public record Setup(
    Optional<LineFormat> format,
    Optional<Character> separator,
    int longestLine,
    RecordSettings record,
    Layout layout,
    boolean charsetGiven,
    boolean complete,
    boolean oneRecord) {

  /** Settings that may leave something to be found out. */
  public Setup(
      Optional<LineFormat> format,
      Optional<Character> separator,
      int longestLine,
      RecordSettings record,
      Layout layout) {
    this(format, separator, longestLine, record, layout, false, false, false);
  }

  /** Nothing is known. */
  public static Setup open(String defaultSeries) {
    return new Setup(
        Optional.empty(),
        Optional.empty(),
        TextSettings.LONGEST_LINE,
        RecordSettings.usual(defaultSeries),
        Layout.PLAIN);
  }

  /** All is known. */
  public static Setup of(TextSettings settings) {
    return new Setup(
        Optional.of(settings.format()),
        Optional.of(settings.separator()),
        settings.longestLine(),
        settings.record(),
        settings.layout(),
        true,
        true,
        false);
  }

  /** Whether the settings say all: the format, the time, the series and the values. */
  public boolean isSettled() {
    boolean cut = format.isPresent() && (separator.isPresent() || format.get() == LineFormat.JSONL);
    boolean named =
        !record.time().columns().isEmpty()
            && !record.series().isEmpty()
            && !record.values().isEmpty();
    return complete || (cut && named);
  }

  /** One record is all that is known of the text. */
  public Setup ofOneRecord() {
    return new Setup(format, separator, longestLine, record, layout, charsetGiven, complete, true);
  }

  /** The format is this one. */
  public Setup in(LineFormat known) {
    return new Setup(
        Optional.of(known),
        separator,
        longestLine,
        record,
        layout,
        charsetGiven,
        complete,
        oneRecord);
  }

  /** The format is not known. */
  public Setup ofAnyFormat() {
    return new Setup(
        Optional.empty(),
        separator,
        longestLine,
        record,
        layout,
        charsetGiven,
        complete,
        oneRecord);
  }

  /** The series of records that name none is this. */
  public Setup named(String defaultSeries) {
    return new Setup(
        format,
        separator,
        longestLine,
        record.named(defaultSeries),
        layout,
        charsetGiven,
        complete,
        oneRecord);
  }

  /** Times that name no zone are of this one, unless it is known. */
  public Setup zoned(String zone) {
    TimeSettings time = record.time();
    if (zone.isEmpty() || !time.zone().isEmpty()) {
      return this;
    }
    RecordSettings zoned =
        new RecordSettings(
            new TimeSettings(time.columns(), time.format(), zone),
            record.series(),
            record.label(),
            record.values(),
            record.columns(),
            record.numbers(),
            record.defaultSeries());
    return new Setup(
        format, separator, longestLine, zoned, layout, charsetGiven, complete, oneRecord);
  }

  /** How a text is read by the usual names, in this format unless it is known. */
  public TextSettings usual(LineFormat otherwise) {
    return new TextSettings(
        format.orElse(otherwise), separator.orElse(','), longestLine, record, layout);
  }

  /** Its text settings with what was found in the place of what is not said. */
  public TextSettings with(
      LineFormat found, char foundSeparator, RecordSettings read, Layout around) {
    return new TextSettings(
        format.orElse(found), separator.orElse(foundSeparator), longestLine, read, around);
  }

  public RecordSettings record(
      TimeSettings time,
      List<String> series,
      String label,
      List<String> values,
      List<String> columns,
      NumberSettings numbers) {
    return new RecordSettings(
        time,
        record.series().isEmpty() ? series : record.series(),
        record.label().isEmpty() ? label : record.label(),
        record.values().isEmpty() ? values : record.values(),
        record.columns().isEmpty() ? columns : record.columns(),
        numbers,
        record.defaultSeries());
  }
}
