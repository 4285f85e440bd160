package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.Content;
import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A file on the disk that may be a known one. */
final class Candidate {

  /** How it compares with a known file. */
  enum Match {
    /** It has all that was read of the known file. */
    SAME,
    /** It begins as the known file does, and ends before the place up to which that was read. */
    SHORTER,
    OTHER
  }

  /** End of the names of compressed files. */
  static final String COMPRESSED = ".gz";

  private static final int AT_ONCE = 8 * 1024;

  private final String location;
  private final Path path;
  private final Stamp stamp;
  private byte[] first = new byte[0];
  private int asked;

  /** A file at a place relative to the folder of the set. */
  Candidate(String location, Path path, Stamp stamp) {
    this.location = location;
    this.path = path;
    this.stamp = stamp;
  }

  String location() {
    return location;
  }

  Path path() {
    return path;
  }

  Stamp stamp() {
    return stamp;
  }

  /** Up to so many of its first bytes. */
  byte[] first(int length) throws IOException {
    boolean ended = first.length < asked;
    if (asked < length && !ended) {
      asked = Math.max(length, AT_ONCE);
      first = Beginning.first(path, asked);
    }
    return first.length <= length ? first : Arrays.copyOf(first, length);
  }

  Match match(KnownFile file) throws IOException {
    if (stamp.size() == 0 || !file.head().begins(first(file.head().length()))) {
      return Match.OTHER;
    }
    Print tail = file.tail();
    if (file.offset() == 0) {
      return Match.SAME;
    }
    try (Content content = Content.open(path)) {
      byte[] before = content.skipTo(file.offset(), Math.max(1, tail.length()));
      if (before.length < Math.max(1, tail.length())) {
        return Match.SHORTER;
      }
      return tail.length() == 0 || tail.begins(before) ? Match.SAME : Match.OTHER;
    } catch (java.util.zip.ZipException e) {
      return Match.OTHER;
    }
  }

  /** Whether it is decompressed to be read. */
  boolean isCompressed() throws IOException {
    try (Content content = Content.open(path)) {
      return content.isCompressed();
    }
  }

  /**
   * Whether it is the compressed form of a file that stands beside it, whole or under way. A tool
   * that compresses deletes the file afterwards.
   */
  boolean isCompressionOfAnother() throws IOException {
    String name = path.toString();
    if (!name.endsWith(COMPRESSED)) {
      return false;
    }
    Path plain = path.resolveSibling(name.substring(0, name.length() - COMPRESSED.length()));
    Optional<Stamp> there = FileSet.stampOf(plain);
    return there.isPresent()
        && there.get().size() > 0
        && isBeginningOf(new Candidate(location, plain, there.get()));
  }

  /** Whether all of it is how the other file begins. */
  boolean isBeginningOf(Candidate other) throws IOException {
    try (Content mine = Content.open(path);
        Content theirs = Content.open(other.path)) {
      byte[] a = new byte[64 * 1024];
      byte[] b = new byte[64 * 1024];
      while (true) {
        int read = mine.readNBytes(a, 0, a.length);
        int there = theirs.readNBytes(b, 0, read);
        if (there < read || !Arrays.equals(a, 0, read, b, 0, read)) {
          return false;
        }
        if (read < a.length) {
          return true;
        }
      }
    } catch (java.util.zip.ZipException e) {
      return false;
    }
  }
}
