package dev.weir.connectors.file;

import dev.weir.engine.Batch;
import dev.weir.engine.DeadLetter;
import dev.weir.engine.Sink;
import dev.weir.engine.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what could not be read, or what no model survived, in a file: one JSON object a line, with
 * its position, the reason, how it began, and the whole record if it is not too long. When the file
 * has half of what may be kept it is put aside, and takes the place of the one put aside before: so
 * there is never more than may be. The file may hold what is private: only its owner can read it.
 */
public final class DeadLetterSink implements Sink {

  /** The longest record that is kept whole, in bytes. */
  public static final int LONGEST_RECORD = 64 * 1024;

  private final Path path;
  private final DeadLetterLimits limits;
  private final InstantSource clock;
  private final AppendedFile file;
  private DeadLetterFile.@Nullable Lock lock;
  private int writers;

  /** What is in the current file: bytes, letters, and when the first of them was written. */
  private long size;

  private long count;
  private Instant first = Instant.MAX;

  /** Opens nothing yet. */
  public DeadLetterSink(Path path, DeadLetterLimits limits, InstantSource clock) {
    this.path = path;
    this.limits = limits;
    this.clock = clock;
    this.file = AppendedFile.ownerOnly(path);
  }

  @Override
  public String name() {
    return "dead letters";
  }

  @Override
  public void check() throws IOException {
    file.check();
  }

  /** What cannot be read of a history is lost to the models. */
  @Override
  public boolean takesHistory() {
    return true;
  }

  @Override
  public Writer open(String pipeline) throws IOException {
    open();
    return new Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(0);
        for (int row = 0; row < batch.size(); row++) {
          if (batch.status(row) == Status.DEAD_LETTERED) {
            append(line(pipeline, batch, row), lines);
          }
        }
        append(lines);
      }

      @Override
      public void flush() throws IOException {
        file.force();
        forgetOld();
      }

      @Override
      public void close() throws IOException {
        release();
      }
    };
  }

  private synchronized void open() throws IOException {
    file.open();
    if (writers++ > 0) {
      return;
    }
    boolean opened = false;
    try {
      lock = DeadLetterFile.lock(path, DeadLetterFile.Sharing.WITH_OTHERS);
      count();
      opened = true;
    } finally {
      if (!opened) {
        release();
      }
    }
    forgetOld();
  }

  private synchronized void release() throws IOException {
    file.close();
    DeadLetterFile.Lock held = lock;
    if (--writers == 0 && held != null) {
      lock = null;
      held.close();
    }
  }

  /** Looks what is in the file already. */
  private void count() throws IOException {
    size = Files.size(path);
    count = 0;
    first = Instant.MAX;
    try (var lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (count++ == 0) {
          Instant written = Files.getLastModifiedTime(path).toInstant();
          first = LetterLine.read(line).map(StoredLetter::at).orElse(written);
        }
      }
    }
  }

  private byte[] line(String pipeline, Batch batch, int row) throws IOException {
    DeadLetter letter = batch.deadLetter(row);
    byte[] record = batch.bytes(row);
    StoredLetter stored =
        new StoredLetter(
            batch.id(row),
            clock.instant(),
            pipeline,
            batch.position(row),
            letter.reason().text(),
            letter.detail(),
            letter.head().isEmpty() ? head(record) : letter.head(),
            isWhole(letter.reason(), record) ? Optional.of(record) : Optional.empty());
    byte[] line = LetterLine.of(stored);
    return line.length <= limits.bytes() / 2 ? line : LetterLine.of(withoutRecord(stored));
  }

  private static String head(byte[] record) {
    int length = Math.min(record.length, 4 * DeadLetter.HEAD);
    String text = new String(record, 0, length, StandardCharsets.UTF_8);
    return text.length() <= DeadLetter.HEAD ? text : text.substring(0, DeadLetter.HEAD);
  }

  /** Of a line that is too long, or that the source broke off in, there is only a part. */
  private static boolean isWhole(DeadLetter.Reason reason, byte[] record) {
    return record.length > 0
        && record.length <= LONGEST_RECORD
        && reason != DeadLetter.Reason.TOO_LONG
        && reason != DeadLetter.Reason.CUT_SHORT;
  }

  private static StoredLetter withoutRecord(StoredLetter letter) {
    return new StoredLetter(
        letter.id(),
        letter.at(),
        letter.pipeline(),
        letter.position(),
        letter.reason(),
        letter.detail(),
        letter.head(),
        Optional.empty());
  }

  // ---- How much there is.

  /** Takes a line; those that were taken before are written first if there is no more room. */
  private synchronized void append(byte[] line, ByteArrayOutputStream taken) throws IOException {
    if (count > 0 && (size + line.length > limits.bytes() / 2 || count + 1 > limits.count() / 2)) {
      append(taken);
      putAside();
    }
    if (count == 0) {
      first = clock.instant();
    }
    taken.writeBytes(line);
    size += line.length;
    count++;
  }

  private void append(ByteArrayOutputStream lines) throws IOException {
    if (lines.size() > 0) {
      file.append(lines);
    }
  }

  private synchronized void forgetOld() throws IOException {
    Instant now = clock.instant();
    Duration half = limits.age().dividedBy(2);
    if (count > 0 && !first.equals(Instant.MAX) && !first.plus(half).isAfter(now)) {
      putAside();
    }
    Path aside = DeadLetterFile.aside(path);
    if (Files.exists(aside)
        && !Files.getLastModifiedTime(aside).toInstant().plus(half).isAfter(now)) {
      Files.delete(aside);
    }
  }

  private void putAside() throws IOException {
    file.force();
    Path aside = DeadLetterFile.aside(path);
    file.replace(() -> {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      // It is as old as its last letter can be.
      Files.setLastModifiedTime(aside, FileTime.from(clock.instant()));
    });
    size = 0;
    count = 0;
    first = Instant.MAX;
  }
}
