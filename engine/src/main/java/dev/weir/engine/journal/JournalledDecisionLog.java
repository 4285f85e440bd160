package dev.weir.engine.journal;

import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.NewerFormatException;
import dev.weir.engine.DecisionLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decision log in a file beside the checkpoints of a pipeline. A record is the text of a
 * decision. A later version of a record begins with {@code v}, its version number and a space.
 */
public final class JournalledDecisionLog implements DecisionLog {

  private static final int VERSION = 1;
  private static final Pattern NEWER = Pattern.compile("v(\\d{1,9}) .*", Pattern.DOTALL);

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

  /**
   * {@inheritDoc}
   *
   * @throws NewerFormatException if a newer build wrote one of the records
   */
  @Override
  public List<String> read() throws IOException {
    List<String> decisions = new ArrayList<>();
    for (ByteBuffer record : journal.read()) {
      String text = StandardCharsets.UTF_8.decode(record).toString();
      Matcher newer = NEWER.matcher(text);
      if (newer.matches()) {
        throw new NewerFormatException(
            ("%s has a record of version %s, and this build reads up to version %d;"
                    + " a newer build wrote it, and nothing was changed")
                .formatted(place(), newer.group(1), VERSION));
      }
      decisions.add(text);
    }
    return decisions;
  }

  /** The file, as messages name it. */
  public String place() {
    return journal.place();
  }

  /** Renames the file, so that no decision is remembered; returns its new name. */
  public String giveUp() throws IOException {
    return journal.giveUp();
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
