package dev.weir.connectors.inference;

import dev.weir.connectors.text.lines.TextSettings;
import java.util.List;

/** The decision how a text is read. */
public sealed interface Reading {

  /**
   * It is read like this.
   *
   * @param settings complete: with them the text is read in this way wherever it is read
   * @param statement in a few words, for people
   * @param hints what people may want to know or to set
   * @param unknownColumns a sentence for each column that a setting names and the text lacks
   */
  record Decided(
      TextSettings settings, String statement, List<String> hints, List<String> unknownColumns)
      implements Reading {
    public Decided {
      hints = List.copyOf(hints);
      unknownColumns = List.copyOf(unknownColumns);
    }

    /** A decision about a text that has all columns that the settings name. */
    public Decided(TextSettings settings, String statement, List<String> hints) {
      this(settings, statement, hints, List.of());
    }

    /** This decision, or a refusal if a setting names a column that the text does not have. */
    public Reading strict() {
      return unknownColumns.isEmpty() ? this : new Unreadable(unknownColumns.getFirst());
    }

    /** Whether no column names the series. */
    public boolean isOneSeries() {
      return Statement.isOneSeries(statement);
    }

    /** Returns this decision with a series for the records that name none. */
    public Decided ofSeries(String series) {
      TextSettings named =
          new TextSettings(
              settings.format(),
              settings.separator(),
              settings.longestLine(),
              settings.record().named(series),
              settings.layout());
      return new Decided(named, Statement.perFile(statement), hints, unknownColumns);
    }
  }

  /**
   * Two readings are as likely as each other.
   *
   * @param setting that decides
   * @param question the readings, and what to set
   */
  record Ambiguous(String setting, String question) implements Reading {}

  /** No record can be read, for this reason. */
  record Unreadable(String reason) implements Reading {}
}
