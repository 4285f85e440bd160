package dev.weir.connectors.inference;

import dev.weir.connectors.text.TextSettings;
import java.util.List;

/** The decision how a text is read. */
public sealed interface Reading {

  /**
   * It is read like this.
   *
   * @param settings complete: with them the text is read in this way wherever it is read
   * @param statement in a few words, for people
   * @param hints what people may want to know or to set
   */
  record Decided(TextSettings settings, String statement, List<String> hints) implements Reading {
    public Decided {
      hints = List.copyOf(hints);
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
