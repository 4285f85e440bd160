package dev.weir.connectors.file.content;

import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The beginning of a file: its header, however long, and up to 1 KiB behind it. Of a file that
 * claims to be compressed and is not, its first bytes as they are.
 */
public final class Beginning {

  private static final int BEHIND_HEADER = 1024;
  private static final int CHUNK = 8 * 1024;

  private final byte[] bytes;
  private final int header;

  private Beginning(byte[] bytes, int header) {
    this.bytes = bytes;
    this.header = header;
  }

  public static Beginning of(Path path, TextSettings settings) throws IOException {
    byte[] bytes = new byte[0];
    int header = 0;
    int wanted = CHUNK;
    while (true) {
      bytes = first(path, wanted);
      header = settings.format() == LineFormat.CSV ? headerEnd(bytes) : 0;
      boolean enough = header >= 0 && bytes.length >= header + BEHIND_HEADER;
      boolean tooLong = header < 0 && bytes.length > settings.longestLine();
      if (enough || tooLong || bytes.length < wanted) {
        break;
      }
      wanted *= 8;
    }
    int behind = Math.max(header, 0) + BEHIND_HEADER;
    return new Beginning(java.util.Arrays.copyOf(bytes, Math.min(bytes.length, behind)), header);
  }

  /** Up to so many of the first bytes of a file's content. */
  public static byte[] first(Path path, int length) throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream(Math.min(length, CHUNK));
    try (Content content = Content.open(path)) {
      byte[] chunk = new byte[CHUNK];
      int read = 0;
      while (read >= 0 && first.size() < length) {
        first.write(chunk, 0, read);
        read = content.read(chunk, 0, Math.min(CHUNK, length - first.size()));
      }
      return first.toByteArray();
    } catch (ZipException e) {
      if (first.size() > 0) {
        return first.toByteArray();
      }
    }
    try (RawFile raw = new RawFile(path)) {
      return raw.readNBytes(Math.min(length, BEHIND_HEADER));
    }
  }

  /** Where the first line that is not blank ends, its end included; -1 if it has none yet. */
  private static int headerEnd(byte[] bytes) {
    boolean blank = true;
    for (int i = 0; i < bytes.length; i++) {
      boolean ends = bytes[i] == '\n' || bytes[i] == '\r';
      if (ends && !blank) {
        boolean two = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
        return two ? i + 2 : i + 1;
      }
      blank &= ends || bytes[i] == ' ' || bytes[i] == '\t';
    }
    return -1;
  }

  public byte[] bytes() {
    return bytes;
  }

  public Print print() {
    return Print.of(bytes, bytes.length);
  }

  /** Of its first line that is not blank, with what is blank before it. */
  public Print header() {
    return Print.of(bytes, Math.max(0, header));
  }

  /** How many bytes the longest print of the beginning has. */
  public int longestPrint() {
    return header < 0 ? bytes.length : header + BEHIND_HEADER;
  }

  /** Whether there is more than a header, by which the file can be recognized. */
  public boolean hasRecords() {
    return header >= 0 && bytes.length > header;
  }
}
