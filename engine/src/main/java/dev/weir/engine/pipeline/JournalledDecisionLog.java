package dev.weir.engine.pipeline;

import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.engine.DecisionLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A decision log in a file beside the checkpoints of a pipeline. */
public final class JournalledDecisionLog implements DecisionLog {

  private final Journal journal;

  /**
   * Opens nothing yet.
   *
   * @param directory of a {@link LocalCheckpointStore}
   * @param name of the log: a pipeline whose source has a history has two
   */
  public JournalledDecisionLog(Path directory, String pipeline, String name) {
    this.journal =
        new Journal(
            directory
                .resolve(LocalCheckpointStore.directoryOf(pipeline))
                .resolve(name + ".journal"));
  }

  @Override
  public List<String> read() throws IOException {
    List<String> decisions = new ArrayList<>();
    for (ByteBuffer record : journal.read()) {
      decisions.add(StandardCharsets.UTF_8.decode(record).toString());
    }
    return decisions;
  }

  @Override
  public void append(String decision) throws IOException {
    journal.append(bytes(decision));
  }

  @Override
  public void replace(List<String> decisions) throws IOException {
    journal.replace(decisions.stream().map(JournalledDecisionLog::bytes).toList());
  }

  private static ByteBuffer bytes(String decision) {
    return ByteBuffer.wrap(decision.getBytes(StandardCharsets.UTF_8));
  }
}
