package dev.weir.engine.journal;

import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.NewerFormatException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A log beside the checkpoints of each pipeline. A record is u64 source epoch, text position.
 * Epochs are never negative: a later version of a record begins with its version number, negated.
 */
public final class JournalledPoisonLog implements PoisonLog {

  private static final long VERSION = 1;

  private final Path directory;

  /** Logs below the directory of a {@link LocalCheckpointStore}. */
  public JournalledPoisonLog(Path directory) {
    this.directory = directory;
  }

  /**
   * {@inheritDoc}
   *
   * @throws NewerFormatException if a newer build wrote one of the records
   * @throws StateMismatchException if a record cannot be read; the message names the file
   */
  @Override
  public Set<String> positions(String pipeline, long epoch) throws IOException {
    Set<String> positions = new HashSet<>();
    Journal journal = journal(pipeline);
    List<ByteBuffer> records = journal.read();
    for (ByteBuffer record : records) {
      refuseNewer(journal, record);
    }
    for (ByteBuffer record : records) {
      try {
        StateReader in = new StateReader(record);
        long saved = in.getLong();
        String position = in.getText();
        in.expectEnd();
        if (saved == epoch) {
          positions.add(position);
        }
      } catch (StateMismatchException e) {
        throw new StateMismatchException(
            "%s cannot be read: %s".formatted(journal.place(), e.getMessage()));
      }
    }
    return positions;
  }

  private static void refuseNewer(Journal journal, ByteBuffer record) throws NewerFormatException {
    long first = record.remaining() < Long.BYTES ? 0 : record.getLong(record.position());
    if (first < 0) {
      throw new NewerFormatException(
          ("%s has a record of version %d, and this build reads up to version %d;"
                  + " a newer build wrote it, and nothing was changed")
              .formatted(journal.place(), -first, VERSION));
    }
  }

  /** Renames the journal of a pipeline, so that no position is remembered; returns its new name. */
  public String giveUp(String pipeline) throws IOException {
    return journal(pipeline).giveUp();
  }

  @Override
  public void add(String pipeline, long epoch, String position) throws IOException {
    StateWriter record = new StateWriter(64);
    record.putLong(epoch).putText(position);
    journal(pipeline).append(record.written());
  }

  private Journal journal(String pipeline) {
    return new Journal(
        directory.resolve(LocalCheckpointStore.directoryOf(pipeline)).resolve("poison.journal"));
  }
}
