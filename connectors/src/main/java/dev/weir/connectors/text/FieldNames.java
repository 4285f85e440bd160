package dev.weir.connectors.text;

import dev.weir.series.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names of fields that records had, with their roles. One owner. */
final class FieldNames {

  private static final int MOST_NAMES = 256;
  private static final int LONGEST_NAME = 256;

  /** The role of a field in a record. */
  enum Role {
    TIME,
    SERIES,
    LABEL,
    /** A value by the settings. */
    VALUE,
    /** A value if it is a number. */
    PERHAPS,
    OTHER
  }

  /** A name and its role; the bytes are not to be changed. */
  static final class Name {
    final byte[] bytes;
    final String text;
    final Role role;

    private Name(byte[] bytes, String text, Role role) {
      this.bytes = bytes;
      this.text = text;
      this.role = role;
    }
  }

  private final RecordSettings settings;
  private final List<Name> known = new ArrayList<>();

  FieldNames(RecordSettings settings) {
    this.settings = settings;
  }

  /**
   * The name of a field; kept if fewer than 256 are.
   *
   * @throws RecordFault if it is too long
   */
  Name find(byte[] bytes) throws RecordFault {
    for (Name name : known) {
      if (Arrays.equals(name.bytes, bytes)) {
        return name;
      }
    }
    if (bytes.length > LONGEST_NAME) {
      throw new RecordFault(
          Reason.MALFORMED, "a field name is longer than %d bytes".formatted(LONGEST_NAME));
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    Name name = new Name(bytes, text, role(text));
    if (known.size() < MOST_NAMES) {
      known.add(name);
    }
    return name;
  }

  private Role role(String name) {
    if (settings.isTime(name)) {
      return Role.TIME;
    }
    if (settings.isSeries(name)) {
      return Role.SERIES;
    }
    if (settings.isLabel(name)) {
      return Role.LABEL;
    }
    if (!settings.isValue(name)) {
      return Role.OTHER;
    }
    return settings.values().isEmpty() ? Role.PERHAPS : Role.VALUE;
  }
}
