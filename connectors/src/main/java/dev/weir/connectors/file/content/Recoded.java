package dev.weir.connectors.file.content;

import dev.weir.connectors.document.AnnotatedCsv;
import dev.weir.connectors.document.DocumentLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;

/**
 * The bytes of a file as lines of records.
 *
 * @param in the lines
 * @param isRecoded whether they are other bytes than those of the file
 * @param whole whether nothing is missing of what was begun
 */
record Recoded(InputStream in, boolean isRecoded, BooleanSupplier whole) {

  private static final int FIRST = 256;

  boolean isWhole() {
    return whole.getAsBoolean();
  }

  /** Looks at the beginning of a file, and goes back to it. */
  static Recoded of(RawFile raw, boolean compressed) throws IOException {
    byte[] first = first(raw, compressed, FIRST);
    Optional<Charset> utf16 = Utf16Text.charsetOf(first);
    byte[] beginning = first;
    if (utf16.isPresent() || DocumentLines.mayBe(first)) {
      beginning = first(raw, compressed, DocumentLines.BEGINNING);
    }
    InputStream in = raw;
    BooleanSupplier whole = () -> true;
    if (compressed) {
      Gunzip gunzip = new Gunzip(raw);
      in = gunzip;
      whole = gunzip::isWhole;
    }
    if (utf16.isPresent()) {
      Utf16Text text = new Utf16Text(in, utf16.get());
      beginning = new String(beginning, utf16.get()).getBytes(StandardCharsets.UTF_8);
      in = text;
      whole = and(whole, text::isWhole);
    }
    if (AnnotatedCsv.is(beginning)) {
      AnnotatedCsv lines = new AnnotatedCsv(in);
      return new Recoded(lines, true, and(whole, lines::isWhole));
    }
    if (DocumentLines.mayBe(beginning)) {
      Optional<DocumentLines> lines = DocumentLines.of(beginning, in);
      if (lines.isPresent()) {
        return new Recoded(lines.get(), true, and(whole, lines.get()::isWhole));
      }
    }
    return new Recoded(in, compressed || utf16.isPresent(), whole);
  }

  private static BooleanSupplier and(BooleanSupplier one, BooleanSupplier other) {
    return () -> one.getAsBoolean() && other.getAsBoolean();
  }

  /** Up to so many of the first bytes; those in front of a damage. */
  private static byte[] first(RawFile raw, boolean compressed, int length) throws IOException {
    try {
      if (!compressed) {
        return raw.readNBytes(length);
      }
      Gunzip gunzip = new Gunzip(raw);
      byte[] bytes = new byte[length];
      int filled = 0;
      try {
        int read = 0;
        while (read >= 0 && filled < length) {
          filled += read;
          read = gunzip.read(bytes, filled, length - filled);
        }
      } catch (ZipException e) {
        // The reader of the file comes to the damage as well, and counts it.
      } finally {
        gunzip.release();
      }
      return Arrays.copyOf(bytes, filled);
    } finally {
      raw.jump(0);
    }
  }
}
