package dev.weir.connectors.file.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952), members one after the other, from a stream that may have more
 * later: where it has nothing more now, so has this one. {@link java.util.zip.GZIPInputStream}
 * cannot be read on behind such a place.
 */
final class Gunzip extends InputStream {

  private static final int BUFFER = 64 * 1024;
  private static final int TRAILER = 8;
  private static final int LONGEST_HEADER = 64 * 1024;

  private enum At {
    HEADER,
    BODY,
    TRAILER,
    GARBAGE
  }

  private final InputStream compressed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private At at = At.HEADER;
  private long members;

  Gunzip(InputStream compressed) {
    this.compressed = compressed;
  }

  /** Whether what was read so far ends where a member does. */
  boolean isWhole() {
    return members > 0 && (at == At.GARBAGE || (at == At.HEADER && part.size() == 0));
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    while (true) {
      switch (at) {
        case HEADER -> {
          if (!readHeader()) {
            return -1;
          }
        }
        case BODY -> {
          int read = inflate(into, from, length);
          if (read != 0) {
            return read;
          }
        }
        case TRAILER -> {
          if (!readTrailer()) {
            return -1;
          }
        }
        case GARBAGE -> {
          return -1;
        }
      }
    }
  }

  /** Fills the buffer if it is empty; false if there is nothing more now. */
  private boolean fill() throws IOException {
    if (start < end) {
      return true;
    }
    int read = compressed.read(buffer, 0, BUFFER);
    start = 0;
    end = Math.max(0, read);
    return read > 0;
  }

  private boolean readHeader() throws IOException {
    while (fill()) {
      part.write(buffer[start++]);
      GzipHeader.State state = GzipHeader.of(part.toByteArray());
      if (state == GzipHeader.State.NONE || part.size() > LONGEST_HEADER) {
        if (members == 0) {
          throw new ZipException("Not in GZIP format");
        }
        // As gzip does: what follows the last member and is none is left alone.
        at = At.GARBAGE;
        return true;
      }
      if (state == GzipHeader.State.COMPLETE) {
        part.reset();
        inflater.reset();
        crc.reset();
        at = At.BODY;
        return true;
      }
    }
    return false;
  }

  /** Returns how many bytes there are, 0 if the body ends here, -1 if there is nothing more now. */
  private int inflate(byte[] into, int from, int length) throws IOException {
    try {
      while (true) {
        int read = inflater.inflate(into, from, length);
        if (read > 0) {
          crc.update(into, from, read);
          return read;
        }
        if (inflater.finished()) {
          start = end - inflater.getRemaining();
          at = At.TRAILER;
          return 0;
        }
        if (inflater.needsDictionary()) {
          throw new ZipException("it needs a dictionary");
        }
        if (!fill()) {
          return -1;
        }
        inflater.setInput(buffer, start, end - start);
        start = end;
      }
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private boolean readTrailer() throws IOException {
    while (part.size() < TRAILER) {
      if (!fill()) {
        return false;
      }
      part.write(buffer[start++]);
    }
    byte[] trailer = part.toByteArray();
    if (number(trailer, 0) != crc.getValue()
        || number(trailer, 4) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("Corrupt GZIP trailer");
    }
    part.reset();
    members++;
    at = At.HEADER;
    return true;
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = number << 8 | Byte.toUnsignedLong(bytes[from + i]);
    }
    return number;
  }

  /** Frees what decompresses, and leaves the stream open. */
  void release() {
    inflater.end();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }
}
