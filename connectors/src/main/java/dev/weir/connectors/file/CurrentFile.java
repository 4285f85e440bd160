package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.RewrittenException;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file of a set that is read now, if one is: opens it where it was left off, and notes in the
 * catalog how far it was read and what is missing of it. One owner.
 */
final class CurrentFile {

  /** A file that is renamed between the look and its opening is searched for so often. */
  private static final int MOST_ATTEMPTS = 5;

  private final FileSettings settings;
  private final SeriesTable table;
  private final Catalog catalog;
  private final Locations locations;
  private final FileReadings readings;
  private final Consumer<String> warnings;
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final PositionFormat positions =
      (high, low) -> Printable.escaped(names.get((int) high)) + ":" + low;
  private @Nullable OpenFile open;
  private Step.Read reading = new Step.Read("", Step.Limit.NONE, false, Optional.empty());
  private String last;

  /**
   * No file is open yet.
   *
   * @param last text of the file that was read last; empty for none
   */
  CurrentFile(
      FileSettings settings,
      SeriesTable table,
      Catalog catalog,
      Locations locations,
      FileReadings readings,
      String last,
      Consumer<String> warnings) {
    this.settings = settings;
    this.table = table;
    this.catalog = catalog;
    this.locations = locations;
    this.readings = readings;
    this.last = last;
    this.warnings = warnings;
  }

  /** The open file; null if none is. */
  @Nullable OpenFile file() {
    return open;
  }

  /** How far the open file is to be read. */
  Step.Read reading() {
    return reading;
  }

  boolean isUnlimited() {
    return reading.limit().equals(Step.Limit.NONE);
  }

  PositionFormat positions() {
    return positions;
  }

  /** The file that is read, or was read last, and how far; empty if none was. */
  Optional<KnownFile> latest() {
    OpenFile file = open;
    return file == null ? catalog.find(last) : Optional.of(file.file());
  }

  /**
   * A file that was read, or is.
   *
   * @throws IOException if it is not in the catalog
   */
  KnownFile known(String text) throws IOException {
    OpenFile file = open;
    if (file != null && file.file().text().equals(text)) {
      return file.file();
    }
    return catalog
        .find(text)
        .orElseThrow(() -> new IOException("'%s' is not among the files read".formatted(text)));
  }

  // ---- The beginning.

  /** Reads this file from now on: the open one goes on if it is the same file. */
  void read(Step.Read read) throws IOException {
    OpenFile file = open;
    if (file != null && file.file().text().equals(read.text())) {
      reading = read;
      file.limit(read.limit());
      file.finished(!settings.follow());
      return;
    }
    if (file != null) {
      leave(file);
    }
    open(read);
  }

  /** Opens a file where it is now; counts a gap if it is not found. */
  void open(Step.Read read) throws IOException {
    KnownFile file = known(read.text());
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Path> path = locations.find(file.text(), attempt > 0);
      if (path.isEmpty()) {
        continue;
      }
      try {
        file = known(read.text());
        file = file.readBy(readings.keyOf(file, path.get()));
        OpenFile opened =
            OpenFile.open(
                path.get(),
                file,
                Beginning.of(path.get(), settings.textOf(file.name())),
                readings.of(file, path.get()),
                table,
                numberOf(file.text()));
        opened.limit(read.limit());
        opened.finished(!settings.follow());
        if (file.state() == KnownFile.State.DONE) {
          opened.expect(settings.follow() ? KnownFile.State.GROWING : KnownFile.State.OPEN);
        }
        open = opened;
        reading = read;
        last = file.text();
        return;
      } catch (RewrittenException | NoSuchFileException e) {
        locations.rewritten(file.text());
      }
    }
    countGap(file, "it is gone, or was written again");
  }

  private int numberOf(String text) {
    return numbers.computeIfAbsent(
        text,
        name -> {
          names.add(name);
          return names.size() - 1;
        });
  }

  // ---- The end.

  /** The file was read as far as it was to be. */
  void end(OpenFile file) throws IOException {
    KnownFile read = leave(file);
    if (!file.isAtLimit() && !file.isCompressed()) {
      countGap(read, "it is shorter than it was");
    }
  }

  /** Closes the file that is read, and notes what is expected of it. */
  private KnownFile leave(OpenFile file) throws IOException {
    KnownFile.State before = file.file().state();
    KnownFile.State state = file.stateAtEnd();
    if (state == KnownFile.State.UNFINISHED && before != state) {
      warnings.accept(
          "%s breaks off in line %d: its rest is waited for"
              .formatted(file.path(), file.file().line() + 1));
    }
    KnownFile read = file.file().consumed(file.consumed()).with(state);
    catalog.put(read);
    close();
    return read;
  }

  /** The file cannot be read any further. */
  void giveUp(OpenFile file) throws IOException {
    KnownFile read = file.file().consumed(file.consumed());
    if (!file.isBroken()) {
      catalog.put(read.with(KnownFile.State.REFUSED));
    } else {
      catalog.put(read);
      if (file.brokeOff()) {
        countGap(read, "it breaks off, and is not waited for");
      } else {
        warnGap(read, "it is damaged");
        catalog.countDamage(read);
      }
    }
    close();
  }

  /** The open file no longer has what was read of it: notes so, and closes it. */
  void rewritten(OpenFile file) throws IOException {
    catalog.put(file.file().consumed(0));
    locations.rewritten(file.file().text());
    locations.lookAgain();
    close();
  }

  /** Another file has the name of the open one, and what was read of it: reads on in that. */
  void replaced(OpenFile file) throws IOException {
    catalog.put(file.file());
    close();
    open(reading);
  }

  void close() throws IOException {
    OpenFile file = open;
    open = null;
    if (file != null) {
      file.close();
    }
  }

  // ---- Gaps.

  private void countGap(KnownFile file, String reason) {
    if (file.state() != KnownFile.State.DROPPED && file.state() != KnownFile.State.COUNTED) {
      warnGap(file, reason);
      catalog.countGap(file);
    }
  }

  /** Warns that what follows in a file is missing. */
  void warnGap(KnownFile file, String reason) {
    warnings.accept(
        "'%s' was read up to line %d (byte %d), and what follows is missing: %s; counted in"
                .formatted(file.text(), file.line(), file.offset(), reason)
            + " source_gaps");
  }
}
