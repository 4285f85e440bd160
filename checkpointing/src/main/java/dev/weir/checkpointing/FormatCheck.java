package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells a checkpoint of a newer build from a damaged one, without reading its state. Every format
 * keeps the prefix, the length of the header and the CRC behind it: a version is believed if that
 * CRC holds. A table is believed if its own CRC holds.
 */
final class FormatCheck {

  private static final String REMEDY = "a newer build wrote it, and nothing was changed";

  private final CheckpointFs fs;
  private final String name;
  private final CheckpointFs.Input file;

  private FormatCheck(CheckpointFs fs, String name, CheckpointFs.Input file) {
    this.fs = fs;
    this.name = name;
    this.file = file;
  }

  /**
   * Refuses the file if a newer build wrote it; passes one that is damaged.
   *
   * @param known the sections that the caller reads; empty if it reads any
   * @throws NewerFormatException if its format, or a section that must be read, is newer
   */
  static void refuseNewer(CheckpointFs fs, String name, List<SectionType> known)
      throws IOException {
    try (CheckpointFs.Input file = fs.open(name)) {
      FormatCheck check = new FormatCheck(fs, name, file);
      check.header();
      if (!known.isEmpty()) {
        check.sections(known);
      }
    }
  }

  private void header() throws IOException {
    Optional<ByteBuffer> start = read(0, Format.PREFIX);
    if (start.isEmpty()) {
      return;
    }
    ByteBuffer prefix = start.get();
    byte[] magic = new byte[Format.MAGIC.length];
    prefix.get(magic);
    int version = Short.toUnsignedInt(prefix.getShort());
    int flags = Short.toUnsignedInt(prefix.getShort());
    int length = prefix.getInt();
    if (!Arrays.equals(magic, Format.MAGIC)
        || (version <= Format.VERSION && flags == 0)
        || length < 0
        || length > Format.LONGEST_HEADER
        || !hasCrc(read(0, Format.PREFIX + length + 4))) {
      return;
    }
    throw version > Format.VERSION
        ? newer("has format version %d".formatted(version), Format.VERSION)
        : newer("has format flags %d".formatted(flags), Format.VERSION);
  }

  private void sections(List<SectionType> known) throws IOException {
    Optional<ByteBuffer> footer = read(file.size() - Format.FOOTER, Format.FOOTER);
    if (footer.isEmpty()) {
      return;
    }
    int count = footer.get().getInt(Long.BYTES);
    long length = (long) count * Format.TABLE_ROW + Format.HASH + 4;
    if (count < 0 || length > file.size() - Format.FOOTER) {
      return;
    }
    Optional<ByteBuffer> table = read(file.size() - Format.FOOTER - length, (int) length);
    if (!hasCrc(table)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = i * Format.TABLE_ROW;
      int code = Short.toUnsignedInt(table.orElseThrow().getShort(at));
      int version = Short.toUnsignedInt(table.get().getShort(at + 2));
      boolean required = table.get().get(at + 4) == 1;
      section(code, version, required, known);
    }
  }

  private void section(int code, int version, boolean required, List<SectionType> known)
      throws IOException {
    for (SectionType type : known) {
      if (type.code() == code) {
        if (version > type.version()) {
          throw newer("has section %d in version %d".formatted(code, version), type.version());
        }
        return;
      }
    }
    if (required) {
      throw new NewerFormatException(
          "%s has section %d in version %d, which this build does not know; %s"
              .formatted(fs.place(name), code, version, REMEDY));
    }
  }

  private NewerFormatException newer(String what, int newest) {
    return new NewerFormatException(
        "%s %s, and this build reads up to version %d; %s"
            .formatted(fs.place(name), what, newest, REMEDY));
  }

  /** Whether the last four bytes are the CRC of those before. */
  private static boolean hasCrc(Optional<ByteBuffer> part) {
    if (part.isEmpty()) {
      return false;
    }
    ByteBuffer bytes = part.get();
    int end = bytes.limit() - 4;
    return bytes.getInt(end) == Format.crc(bytes.duplicate().limit(end));
  }

  private Optional<ByteBuffer> read(long position, int length) throws IOException {
    if (position < 0 || position > file.size() - length) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, position);
    return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.flip());
  }
}
