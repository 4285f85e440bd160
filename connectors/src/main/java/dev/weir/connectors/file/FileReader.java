package dev.weir.connectors.file;

import dev.weir.connectors.Pause;
import dev.weir.engine.Batch;
import dev.weir.engine.EventTime;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the files of a set one after the other, in the order of their names. */
final class FileReader implements Source.Reader {

  /** How often a file that is followed is looked at. */
  private static final Duration LOOK = Duration.ofMillis(5);

  /** Every how many looks it is seen whether there is another file. */
  private static final int LOOKS_PER_LISTING = 100;

  private final FileSettings settings;
  private final FileSet files;
  private final SeriesTable table;
  private final Pause pause;
  private final Consumer<String> warnings;
  private final List<String> names = new CopyOnWriteArrayList<>();
  private @Nullable OpenFile current;
  private Object currentKey = "";
  private FilePosition position;
  private int looks;

  /** The current file is over and is read to its end for the last time. */
  private boolean leaving;

  /** It is over because another file has its name. */
  private boolean replaced;

  FileReader(
      FileSettings settings,
      Optional<Position> from,
      SeriesTable table,
      Pause pause,
      Consumer<String> warnings)
      throws IOException {
    this.settings = settings;
    this.files = FileSet.of(settings.path());
    this.table = table;
    this.pause = pause;
    this.warnings = warnings;
    this.position = new FilePosition("", 0, 0, 0, "", Optional.empty());
    if (from.isPresent()) {
      position = FilePosition.of(from.get());
      goOn();
    }
  }

  /** Opens the file that was being read, if it is still there and still the same. */
  private void goOn() throws IOException {
    if (position.isFinished()) {
      return;
    }
    for (FileSet.Entry entry : files.list()) {
      if (entry.name().equals(position.name())) {
        String head = new Content(entry.path()).headHash(position.offset());
        if (head.equals(position.head())) {
          open(entry, position);
        } else {
          warnings.accept(
              "%s is not the file it was; it is read from the beginning".formatted(entry.path()));
          open(entry, beginning(entry.name(), position.generation() + 1));
        }
        return;
      }
    }
    warnings.accept("'%s' is gone; reading goes on with the next".formatted(position.name()));
  }

  @Override
  public Source.State poll(Batch into, int limit, Duration patience)
      throws IOException, InterruptedException {
    long waited = 0;
    while (true) {
      OpenFile file = current == null ? openNext() : current;
      if (file == null && !settings.follow()) {
        if (position.name().isEmpty()) {
          warnings.accept("there is no file to read at '%s'".formatted(settings.path()));
        }
        return Source.State.ENDED;
      }
      boolean more = file != null && read(file, into, limit);
      // A batch ends with its file: the next may count time in another way.
      if (into.size() > 0) {
        return Source.State.READY;
      }
      if (!more) {
        if (waited >= patience.toNanos()) {
          return Source.State.IDLE;
        }
        pause.pause(LOOK);
        waited += LOOK.toNanos();
      }
    }
  }

  /** Reads from the file; false if it has no more now and there is no other. */
  private boolean read(OpenFile file, Batch into, int limit) throws IOException {
    boolean last = leaving || !settings.follow();
    switch (file.read(into, limit, last)) {
      case LIMIT -> position = file.position();
      case GIVEN_UP -> {
        position = file.position().finished();
        close(file);
      }
      case END -> {
        position = file.position();
        if (last) {
          close(file);
        } else {
          leaving = isToBeLeft(file);
          return leaving;
        }
      }
    }
    return true;
  }

  /**
   * Whether a followed file is over: replaced by another of its name, or followed by one. Then it
   * is read once more to its end, for what was written before that was seen.
   */
  private boolean isToBeLeft(OpenFile file) throws IOException {
    if (++looks % LOOKS_PER_LISTING != 0) {
      return false;
    }
    Path path = file.entry().path();
    replaced = Files.exists(path) && (file.hasShrunk() || !key(path).equals(currentKey));
    return replaced || next().isPresent();
  }

  private Optional<FileSet.Entry> next() throws IOException {
    return files.list().stream()
        .filter(entry -> entry.name().compareTo(position.name()) > 0)
        .filter(entry -> files.isSingleFile() || settings.isReadable(entry.name()))
        .findFirst();
  }

  private @Nullable OpenFile openNext() throws IOException {
    if (replaced) {
      replaced = false;
      int generation = position.generation() + 1;
      for (FileSet.Entry entry : files.list()) {
        if (entry.name().equals(position.name())) {
          warnings.accept(
              "%s is another file now; it is read from the beginning".formatted(entry.path()));
          open(entry, beginning(entry.name(), generation));
          return current;
        }
      }
    }
    Optional<FileSet.Entry> next = next();
    if (next.isPresent()) {
      open(next.get(), beginning(next.get().name(), 0));
    }
    return current;
  }

  private void open(FileSet.Entry entry, FilePosition start) throws IOException {
    currentKey = key(entry.path());
    names.add(start.generation() == 0 ? entry.name() : entry.name() + "~" + start.generation());
    position = start;
    current = new OpenFile(settings.textOf(entry.name()), table, entry, start, names.size() - 1L);
    if (Files.size(entry.path()) == 0) {
      warnings.accept("%s is empty".formatted(entry.path()));
    }
  }

  private void close(OpenFile file) throws IOException {
    current = null;
    leaving = false;
    file.close();
  }

  private static FilePosition beginning(String name, int generation) {
    return new FilePosition(name, generation, 0, 0, "", Optional.<EventTime>empty());
  }

  private static Object key(Path path) throws IOException {
    Object key =
        Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  @Override
  public Position position() {
    return position.toPosition();
  }

  @Override
  public PositionFormat positions() {
    return (high, low) -> names.get((int) high) + ":" + low;
  }

  @Override
  public void commit(Position upTo) {
    // A file forgets nothing.
  }

  @Override
  public void close() throws IOException {
    OpenFile file = current;
    if (file != null) {
      file.close();
    }
  }
}
