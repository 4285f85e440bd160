package dev.weir.connectors.file;

import java.util.Optional;

/** Something that was decided: to be done next. */
sealed interface Step {

  /** Behind this place nothing is read. */
  record Limit(long ofContent, long ofFile) {

    /** Reads on until another step is decided. */
    static final Limit NONE = new Limit(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Up to this size of the file. */
    static Limit of(long size, boolean compressed) {
      return compressed ? new Limit(Long.MAX_VALUE, size) : new Limit(size, Long.MAX_VALUE);
    }
  }

  /**
   * Read a file on.
   *
   * @param text of the file
   * @param ends whether a last line without an end is one
   * @param taken the file, if it is a new one
   */
  record Read(String text, Limit limit, boolean ends, Optional<KnownFile> taken) implements Step {

    Read withoutLimit() {
      return new Read(text, Limit.NONE, false, taken);
    }
  }

  /** Count that the rest of a file cannot be found. */
  record CountGap(String text) implements Step {}

  /** Forget a file that is gone. */
  record Forget(String text) implements Step {}
}
