package dev.weir.engine.pipeline;

import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A log beside the checkpoints of each pipeline. */
public final class JournalledPoisonLog implements PoisonLog {

  private final Path directory;

  /** Logs below the directory of a {@link LocalCheckpointStore}. */
  public JournalledPoisonLog(Path directory) {
    this.directory = directory;
  }

  @Override
  public Set<String> positions(String pipeline, long epoch) throws IOException {
    Set<String> positions = new HashSet<>();
    for (ByteBuffer record : journal(pipeline).read()) {
      StateReader in = new StateReader(record);
      if (in.getLong() == epoch) {
        positions.add(in.getText());
      }
    }
    return positions;
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
