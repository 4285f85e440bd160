package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.Content;
import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.RewrittenException;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import java.io.IOException;
import java.nio.file.Path;

/** One file being read. */
final class OpenFile implements AutoCloseable {

  private static final int TAIL = 1024;

  private final Path path;
  private final Content content;
  private final RecordReader records;
  private final int longestHead;
  private final String inode;
  private KnownFile file;

  private OpenFile(
      Path path, Content content, RecordReader records, int longestHead, KnownFile file) {
    this.path = path;
    this.content = content;
    this.records = records;
    this.longestHead = longestHead;
    this.inode = file.stamp().inode();
    this.file = file;
  }

  /**
   * Opens a file where it was left off.
   *
   * @param path where it is now
   * @param beginning of the file there
   * @param high first number of the positions of its records
   * @throws RewrittenException if it does not have what was read of it
   */
  static OpenFile open(
      Path path,
      KnownFile file,
      Beginning beginning,
      TextSettings settings,
      SeriesTable table,
      long high)
      throws IOException {
    RecordLocation place = new RecordLocation(file.text(), high);
    if (!file.head().begins(beginning.bytes())) {
      throw new RewrittenException(path);
    }
    Content content = Content.open(path);
    try {
      requireStill(path, file);
      content.keepFirst(
          file.offset() == 0 ? new byte[0] : beginning.bytes(), beginning.longestPrint());
      RecordReader records =
          file.offset() == 0
              ? new RecordReader(content, settings, table, place)
              : goOn(path, content, file, settings, table, place);
      return new OpenFile(path, content, records, beginning.longestPrint(), file);
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  /**
   * Requires that the path still names the file that was found there: files may be renamed between
   * the look at a file and its opening, and then another file was opened.
   */
  private static void requireStill(Path path, KnownFile file) throws IOException {
    String inode = file.stamp().inode();
    boolean still =
        inode.isEmpty()
            || FileSet.stampOf(path).filter(now -> now.inode().equals(inode)).isPresent();
    if (!still) {
      throw new RewrittenException(path);
    }
  }

  private static RecordReader goOn(
      Path path,
      Content content,
      KnownFile file,
      TextSettings settings,
      SeriesTable table,
      RecordLocation place)
      throws IOException {
    byte[] before = content.skipTo(file.offset(), TAIL);
    Print tail = file.tail();
    byte[] compared =
        java.util.Arrays.copyOfRange(
            before, Math.max(0, before.length - tail.length()), before.length);
    if (before.length < Math.min(TAIL, file.offset()) || !tail.begins(compared)) {
      throw new RewrittenException(path);
    }
    RecordReader.Start middle =
        new RecordReader.Start(file.offset(), file.line(), file.timeKind(), file.below());
    try (Content beginning = Content.open(path)) {
      return RecordReader.goOn(content, beginning, settings, table, place, middle, before);
    }
  }

  Path path() {
    return path;
  }

  /** How far it was read. */
  KnownFile file() {
    return file;
  }

  /** How much of the file was read, in its own bytes. */
  long consumed() {
    return content.consumed();
  }

  /** Size of the file in bytes, also of one that has no name any more. */
  long size() throws IOException {
    return content.size();
  }

  boolean isCompressed() {
    return content.isCompressed();
  }

  /** Whether it ends where a line and, if it is compressed, a member ends. */
  boolean isComplete() {
    return content.isWhole() && !records.hasBegunLine();
  }

  /** The state of the file if it is read no further now. */
  KnownFile.State stateAtEnd() {
    KnownFile.State state = file.state();
    return switch (state) {
      case OPEN, GROWING, UNFINISHED, DONE, COUNTED -> {
        if (!isComplete()) {
          boolean counted = state == KnownFile.State.COUNTED;
          yield counted
              ? state
              : isCompressed() ? KnownFile.State.UNFINISHED : KnownFile.State.OPEN;
        }
        boolean renamed = !file.location().equals(file.name());
        yield state == KnownFile.State.GROWING && !renamed
            ? KnownFile.State.GROWING
            : KnownFile.State.DONE;
      }
      case REFUSED, DROPPED -> state;
    };
  }

  /** Whether it was read as far as it was to be. */
  boolean isAtLimit() {
    return content.isAtLimit();
  }

  /** Whether it is compressed and its rest is missing. */
  boolean brokeOff() {
    return content.brokeOff();
  }

  /** Whether it is compressed and damaged, or its rest is missing. */
  boolean isBroken() {
    return records.isBroken();
  }

  void limit(Step.Limit limit) {
    content.limit(limit.ofContent(), limit.ofFile());
  }

  /** Whether the file will not grow: then a compressed one that breaks off is broken. */
  void finished(boolean yes) {
    content.finished(yes);
  }

  /** Whether the file of this name is another one now, although it has what was read. */
  boolean isReplaced() {
    return !file.stamp().inode().equals(inode);
  }

  /** Says where the file is now. */
  void moved(String location, Stamp stamp) {
    file = file.at(location, stamp);
  }

  void expect(KnownFile.State state) {
    file = file.with(state);
  }

  /**
   * Reads on until the batch has {@code limit} records; see {@link RecordReader#read}.
   *
   * @param last whether a last line without an end is one
   */
  RecordReader.Reached read(Batch into, int limit, boolean last) throws IOException {
    int before = into.size();
    try {
      RecordReader.Reached reached = records.read(into, limit, false);
      // What a compressed file has of a line that its missing rest goes on with is not a line.
      return last && reached == RecordReader.Reached.END && content.isWhole()
          ? records.read(into, limit, true)
          : reached;
    } finally {
      if (into.size() > before) {
        taken();
      }
    }
  }

  private void taken() {
    long offset = records.offset();
    int head = (int) Math.min(Math.min(offset, longestHead), content.first().length);
    Print tail = file.tail();
    if (offset != file.offset()) {
      byte[] before = records.before();
      tail = Print.of(before, before.length);
    }
    Stamp stamp = file.stamp();
    file =
        new KnownFile(
            file.name(),
            file.generation(),
            file.location(),
            head > file.head().length() ? Print.of(content.first(), head) : file.head(),
            tail,
            offset,
            records.line(),
            records.timeKind(),
            new Stamp(stamp.inode(), content.consumed(), stamp.modified()),
            file.state(),
            file.reading(),
            records.isBelowOtherHeader());
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
