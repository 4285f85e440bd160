package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records: what must not be forgotten between two checkpoints. Records are appended one
 * by one, or all of them are replaced. Each record is u32 length, 1 byte to 1 MiB, u32 CRC32C,
 * bytes. A crash tears the last record at most; a torn record was never acknowledged, and is cut
 * off.
 */
public final class Journal {

  private static final int FRAME = 8;
  private static final int LONGEST = 1 << 20;

  private final CheckpointFs fs;
  private final String name;

  /** The journal in this file, which need not exist. */
  public Journal(Path file) {
    this(new DirectoryFs(file.resolveSibling(".").normalize()), file.getFileName().toString());
  }

  Journal(CheckpointFs fs, String name) {
    this.fs = fs;
    this.name = name;
  }

  /** All records, oldest first. */
  public List<ByteBuffer> read() throws IOException {
    List<ByteBuffer> records = new ArrayList<>();
    if (exists()) {
      ByteBuffer bytes = content();
      while (nextIsWhole(bytes)) {
        int length = bytes.getInt();
        records.add(bytes.slice(bytes.position() + 4, length).asReadOnlyBuffer());
        bytes.position(bytes.position() + 4 + length);
      }
    }
    return records;
  }

  /** Appends a record; when this returns it is durable. */
  public void append(ByteBuffer record) throws IOException {
    requireLength(record);
    long whole = 0;
    for (ByteBuffer earlier : read()) {
      whole += FRAME + earlier.remaining();
    }
    try (CheckpointFs.Output file = exists() ? fs.append(name, whole) : fs.create(name)) {
      file.write(frame(record));
      file.force();
    }
    // Also when the file was there: who made it may have been killed before this.
    fs.forceDirectory();
  }

  /**
   * Replaces all records; when this returns the new ones are durable. A crash leaves either the old
   * records or the new ones.
   */
  public void replace(List<ByteBuffer> records) throws IOException {
    String draft = name + ".tmp";
    fs.delete(draft);
    try (CheckpointFs.Output file = fs.create(draft)) {
      for (ByteBuffer record : records) {
        requireLength(record);
        file.write(frame(record));
      }
      file.force();
    }
    fs.rename(draft, name);
    fs.forceDirectory();
  }

  /** Renames the file, so that the journal is empty; returns the new name. */
  public String giveUp() throws IOException {
    String kept = name + ".given-up";
    fs.rename(name, kept);
    fs.forceDirectory();
    return kept;
  }

  /** The file, as messages name it. */
  public String place() {
    return fs.place(name);
  }

  private static void requireLength(ByteBuffer record) throws IOException {
    if (record.remaining() < 1 || record.remaining() > LONGEST) {
      throw new IOException(
          "a journal record must have 1 to %d bytes, and has %d"
              .formatted(LONGEST, record.remaining()));
    }
  }

  private static ByteBuffer frame(ByteBuffer record) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME + record.remaining());
    frame.putInt(record.remaining()).putInt(Format.crc(record)).put(record.duplicate());
    return frame.flip();
  }

  private boolean exists() throws IOException {
    return fs.list().contains(name);
  }

  private ByteBuffer content() throws IOException {
    try (CheckpointFs.Input file = fs.open(name)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(bytes, 0);
      return bytes.flip();
    }
  }

  private static boolean nextIsWhole(ByteBuffer bytes) {
    if (bytes.remaining() < FRAME) {
      return false;
    }
    int length = bytes.getInt(bytes.position());
    int crc = bytes.getInt(bytes.position() + 4);
    // A file that a crash has left too long ends in zeros: those are no record.
    return length > 0
        && length <= Math.min(LONGEST, bytes.remaining() - FRAME)
        && crc == Format.crc(bytes.slice(bytes.position() + FRAME, length));
  }
}
