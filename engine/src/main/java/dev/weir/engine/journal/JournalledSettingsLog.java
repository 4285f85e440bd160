package dev.weir.engine.journal;

import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.Mark;
import dev.weir.checkpointing.NewerFormatException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A settings log beside the checkpoints of each pipeline: a journal and a {@link Mark}. A record of
 * the journal is u64 source epoch, u64 number of records that came before, text of the settings.
 * Epochs are never negative: a later version of a record begins with its version number, negated.
 */
public final class JournalledSettingsLog implements SettingsLog {

  private static final long VERSION = 1;
  private static final int LONGEST = 1 << 19;

  /** So many changes are remembered: more than there can be checkpoints that need them. */
  private static final int MOST = 1_000;

  /** Reads settings that an earlier process wrote. */
  @FunctionalInterface
  public interface Earlier {
    /**
     * The settings in a text.
     *
     * @throws IOException if this build does not understand it
     */
    Judging read(String text) throws IOException;
  }

  /** Receives a reason for each pipeline whose earlier settings this build does not understand. */
  @FunctionalInterface
  public interface Unreadable {
    void report(String pipeline, String reason);
  }

  private record Change(long epoch, long after, String text) {}

  private final Path directory;
  private final String text;
  private final Judging judging;
  private final Earlier earlier;
  private final Unreadable unreadable;

  /**
   * A log below the directory of a {@link LocalCheckpointStore}.
   *
   * @param text the settings of this process, equal for equal settings
   */
  public JournalledSettingsLog(
      Path directory, String text, Judging judging, Earlier earlier, Unreadable unreadable) {
    this.directory = directory;
    this.text = text.length() > LONGEST ? "" : text;
    this.judging = judging;
    this.earlier = earlier;
    this.unreadable = unreadable;
  }

  @Override
  public Stretch stretch(String pipeline, long epoch, long records) throws IOException {
    Journal journal = journal(directory, pipeline);
    List<Change> changes = new ArrayList<>();
    for (Change change : read(journal)) {
      if (change.epoch() == epoch) {
        add(changes, change);
      }
    }
    if (changes.isEmpty() || !changes.getLast().text().equals(text)) {
      long seen = Math.max(records, Mark.read(mark(pipeline), epoch));
      long after = changes.isEmpty() ? seen : Math.max(seen, changes.getLast().after());
      Change change = new Change(epoch, after, text);
      add(changes, change);
      append(journal, change);
    }
    int current = 0;
    while (current + 1 < changes.size() && changes.get(current + 1).after() <= records) {
      current++;
    }
    if (changes.get(current).text().equals(text)) {
      return new Stretch(judging, until(changes, current));
    }
    try {
      return new Stretch(earlier.read(changes.get(current).text()), until(changes, current));
    } catch (IOException e) {
      unreadable.report(pipeline, String.valueOf(e.getMessage()));
      return new Stretch(judging, OptionalLong.empty());
    }
  }

  /** A change makes those that were to come later void. */
  private static void add(List<Change> changes, Change change) {
    changes.removeIf(earlier -> earlier.after() >= change.after());
    changes.add(change);
  }

  private static OptionalLong until(List<Change> changes, int current) {
    return current + 1 < changes.size()
        ? OptionalLong.of(changes.get(current + 1).after())
        : OptionalLong.empty();
  }

  @Override
  public Mark mark(String pipeline, long epoch) throws IOException {
    return Mark.open(mark(pipeline), epoch);
  }

  private void append(Journal journal, Change change) throws IOException {
    StateWriter record = new StateWriter(4_096);
    record.putLong(change.epoch()).putLong(change.after()).putText(change.text());
    List<ByteBuffer> all = new ArrayList<>(journal.read());
    if (all.size() >= MOST) {
      all.subList(0, MOST / 2).clear();
      journal.replace(all);
    }
    journal.append(record.written());
  }

  /**
   * Reads the journal of a pipeline.
   *
   * @throws NewerFormatException if a newer build wrote one of the records
   * @throws StateMismatchException if a record cannot be read; the message names the file
   */
  public static void require(Path directory, String pipeline) throws IOException {
    read(journal(directory, pipeline));
  }

  /**
   * Renames the journal of a pipeline, so that no settings are remembered; returns its new name.
   */
  public static String giveUp(Path directory, String pipeline) throws IOException {
    return journal(directory, pipeline).giveUp();
  }

  private static List<Change> read(Journal journal) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (ByteBuffer record : journal.read()) {
      changes.add(read(journal, record));
    }
    return changes;
  }

  private static Change read(Journal journal, ByteBuffer record) throws IOException {
    try {
      StateReader in = new StateReader(record);
      long first = in.getLong();
      if (first < 0) {
        throw new NewerFormatException(
            ("%s has a record of version %d, and this build reads up to version %d;"
                    + " a newer build wrote it, and nothing was changed")
                .formatted(journal.place(), -first, VERSION));
      }
      long after = in.getLong();
      String settings = in.getText();
      in.expectEnd();
      return new Change(first, after, settings);
    } catch (StateMismatchException e) {
      throw new StateMismatchException(
          "%s cannot be read: %s".formatted(journal.place(), e.getMessage()));
    }
  }

  private static Journal journal(Path directory, String pipeline) {
    return new Journal(inDirectoryOf(directory, pipeline, "settings.journal"));
  }

  private Path mark(String pipeline) {
    return inDirectoryOf(directory, pipeline, "written.mark");
  }

  private static Path inDirectoryOf(Path directory, String pipeline, String file) {
    return directory.resolve(LocalCheckpointStore.directoryOf(pipeline)).resolve(file);
  }
}
