package dev.weir.connectors.file.sink;

import dev.weir.connectors.OwnerThread;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.DeadLetter;
import dev.weir.series.Status;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records that could not be read or scored in a file, one JSON object per line: position,
 * reason, the beginning of the record, and the whole record if it is not too long. A file that
 * holds half of what may be kept is renamed to {@code .1} and replaces the one renamed before, so
 * that the limits hold for both together. Records may be private: only the owner can read the
 * files.
 *
 * <p>One thread writes the file for all pipelines, as for {@link FileSink}, and the next letter
 * goes to the file that has the name at that moment.
 */
public final class DeadLetterSink implements Sink {

  /** The longest record that is kept whole, in bytes. */
  public static final int LONGEST_RECORD = 64 * 1024;

  private final Path path;
  private final DeadLetterLimits limits;
  private final InstantSource clock;
  private final AppendedFile file;
  private final OwnerThread owner;

  // Of the owner thread, as is the file.
  private DeadLetterFile.@Nullable Lock lock;
  private int writers;

  /** Size of the current file in bytes, number of its letters, and time of the first. */
  private long size;

  private long count;
  private Instant first = Instant.MAX;

  /** Opens nothing yet. */
  public DeadLetterSink(Path path, DeadLetterLimits limits, InstantSource clock) {
    this.path = path;
    this.limits = limits;
    this.clock = clock;
    this.file = AppendedFile.ownerOnly(path);
    this.owner = new OwnerThread("writer of " + path);
  }

  @Override
  public String name() {
    return "dead letters";
  }

  @Override
  public void check() throws IOException {
    file.check();
  }

  /** A record of a history that cannot be read is lost to the models, so it is kept as well. */
  @Override
  public boolean takesHistory() {
    return true;
  }

  @Override
  public Writer open(String pipeline) throws IOException, InterruptedException {
    LetterWriter writer = new LetterWriter(pipeline);
    owner.acquire(writer::join, writer::leave);
    return writer;
  }

  private final class LetterWriter implements Writer {

    private final String pipeline;

    /** Of the owner thread. */
    private AppendedFile.@Nullable Appender appender;

    LetterWriter(String pipeline) {
      this.pipeline = pipeline;
    }

    private void join() throws IOException {
      appender = file.open();
      writers++;
      boolean joined = false;
      try {
        if (lock == null) {
          lock = DeadLetterFile.lock(path, DeadLetterFile.Sharing.WITH_OTHERS);
        }
        count();
        forgetOld(appender);
        joined = true;
      } finally {
        if (!joined) {
          leave();
        }
      }
    }

    private void leave() throws IOException {
      AppendedFile.Appender left = appender;
      if (left == null) {
        return;
      }
      appender = null;
      left.close();
      DeadLetterFile.Lock held = lock;
      if (--writers == 0 && held != null) {
        lock = null;
        held.close();
      }
    }

    private AppendedFile.Appender appender() {
      return Objects.requireNonNull(appender, "not open");
    }

    @Override
    public void write(Batch batch) throws IOException, InterruptedException {
      List<byte[]> lines = new ArrayList<>(0);
      for (int row : batch.notableRows()) {
        if (batch.status(row) == Status.DEAD_LETTERED) {
          lines.add(line(pipeline, batch, row));
        }
      }
      if (!lines.isEmpty()) {
        owner.run(() -> append(lines, appender()));
      }
    }

    @Override
    public void flush() throws IOException, InterruptedException {
      owner.run(() -> {
        appender().force();
        forgetOld(appender());
      });
    }

    @Override
    public void close() throws IOException {
      owner.release(this::leave);
    }
  }

  /** Counts what is in the file, unless it is as it was left. */
  private void count() throws IOException {
    long bytes = file.size();
    if (bytes == size) {
      return;
    }
    size = bytes;
    count = 0;
    first = Instant.MAX;
    if (!Files.isRegularFile(path)) {
      return;
    }
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

  /** A line that is too long or cut short by the source is known only in part. */
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

  private void append(List<byte[]> lines, AppendedFile.Appender to) throws IOException {
    count();
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      if (count > 0
          && (size + line.length > limits.bytes() / 2 || count + 1 > limits.count() / 2)) {
        append(taken, to);
        putAside(to);
      }
      if (count == 0) {
        first = clock.instant();
      }
      taken.writeBytes(line);
      size += line.length;
      count++;
    }
    append(taken, to);
  }

  private static void append(ByteArrayOutputStream taken, AppendedFile.Appender to)
      throws IOException {
    if (taken.size() > 0) {
      to.append(taken.toByteArray());
      taken.reset();
    }
  }

  private void forgetOld(AppendedFile.Appender appender) throws IOException {
    Instant now = clock.instant();
    Duration half = limits.age().dividedBy(2);
    if (count > 0 && !first.equals(Instant.MAX) && !first.plus(half).isAfter(now)) {
      putAside(appender);
    }
    Path aside = DeadLetterFile.aside(path);
    if (Files.exists(aside)
        && !Files.getLastModifiedTime(aside).toInstant().plus(half).isAfter(now)) {
      Files.delete(aside);
    }
  }

  /** Renames the file and begins a new one. */
  private void putAside(AppendedFile.Appender appender) throws IOException {
    appender.force();
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
