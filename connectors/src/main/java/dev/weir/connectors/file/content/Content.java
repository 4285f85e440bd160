package dev.weir.connectors.file.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The text in a file that may grow, by lines of records: decompressed if its name ends in {@code
 * .gz} or it begins as such a file does, in UTF-8 if it is UTF-16, and with a line for each record
 * if it is a JSON document of a known form. Its end is where there is nothing more now.
 */
public final class Content extends InputStream {

  private static final int CHUNK = 64 * 1024;

  private final RawFile raw;
  private final Recoded text;
  private byte[] first = new byte[0];
  private int firstWanted;
  private long offset;
  private long limit = Long.MAX_VALUE;
  private boolean finished;
  private boolean brokeOff;

  private Content(RawFile raw, Recoded text) {
    this.raw = raw;
    this.text = text;
  }

  /** Opens a file at its beginning. */
  public static Content open(Path path) throws IOException {
    RawFile raw = new RawFile(path);
    try {
      boolean compressed = isNamedCompressed(path);
      if (!compressed) {
        compressed = GzipHeader.isMagic(raw.readNBytes(2));
        raw.jump(0);
      }
      return new Content(raw, Recoded.of(raw, compressed));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Opens a file that will not grow: a compressed one that breaks off fails. */
  public static Content openFinished(Path path) throws IOException {
    Content content = open(path);
    content.finished(true);
    return content;
  }

  public static boolean isNamedCompressed(Path path) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** Whether it is not read as its bytes are: it is compressed, UTF-16 or a JSON document. */
  public boolean isCompressed() {
    return text.isRecoded();
  }

  /** Whether nothing is missing of what was begun; a file read as its bytes are is always whole. */
  public boolean isWhole() {
    return text.isWhole();
  }

  /** Size of the file in bytes, compressed or not. */
  public long size() throws IOException {
    return raw.size();
  }

  /** How many bytes of the file were read, compressed or not. */
  public long consumed() {
    return raw.position();
  }

  /** Whether a read failed because the rest is missing. */
  public boolean brokeOff() {
    return brokeOff;
  }

  /** Whether it was read up to one of the limits. */
  public boolean isAtLimit() {
    return offset >= limit || raw.isAtLimit();
  }

  /** Nothing behind this place of the content is read, nor behind this one of the file. */
  public void limit(long ofContent, long ofFile) {
    limit = ofContent;
    raw.limit(ofFile);
  }

  /** Whether the file will not grow: then a compressed one that breaks off fails. */
  public void finished(boolean yes) {
    finished = yes;
  }

  /** Keeps the first so many bytes of the content as they are read, for {@link #first}. */
  public void keepFirst(byte[] known, int wanted) {
    first = known;
    firstWanted = wanted;
  }

  /** As many of the first bytes as were read and wanted. */
  public byte[] first() {
    return first;
  }

  /** Moves on to a place and gives up to {@code length} bytes in front of it. */
  public byte[] skipTo(long place, int length) throws IOException {
    long from = Math.max(0, place - length);
    if (!text.isRecoded()) {
      raw.jump(from);
      offset = from;
    } else {
      byte[] chunk = new byte[CHUNK];
      while (offset < from) {
        int read = read(chunk, 0, (int) Math.min(CHUNK, from - offset));
        if (read < 0) {
          return new byte[0];
        }
      }
    }
    return readNBytes((int) (place - from));
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int wanted = (int) Math.min(length, limit - offset);
    if (wanted <= 0) {
      return -1;
    }
    int read = text.in().read(into, from, wanted);
    if (read < 0) {
      if (finished && !isWhole()) {
        brokeOff = true;
        throw new EOFException("it breaks off");
      }
      return -1;
    }
    if (first.length < firstWanted && offset == first.length) {
      int more = Math.min(read, firstWanted - first.length);
      byte[] longer = Arrays.copyOf(first, first.length + more);
      System.arraycopy(into, from, longer, first.length, more);
      first = longer;
    }
    offset += read;
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    text.in().close();
  }
}
