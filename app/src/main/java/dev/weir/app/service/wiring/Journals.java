package dev.weir.app.service.wiring;

import dev.weir.app.exit.ExitCode;
import dev.weir.app.http.ingest.Observations;
import dev.weir.checkpointing.DurableDirectory;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.connectors.ingest.IngestJournal;
import dev.weir.connectors.ingest.Intake;
import dev.weir.connectors.ingest.JournalLimits;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the journals of the sources of type http, beside their checkpoints. */
public final class Journals implements AutoCloseable {

  /** No journal: sources of type http cannot be made. */
  static final Journals NONE = new Journals();

  private static final Logger LOG = LoggerFactory.getLogger("weir.sources");
  private static final String DIRECTORY = "batches";

  private final Map<String, IngestJournal> journals = new HashMap<>();
  private final Map<String, Observations.Target> targets = new HashMap<>();

  private Journals() {}

  /** Opens those of all sources; needs the lock of the state directory. */
  public static Journals open(WeirSettings settings, Clocks clocks) throws StartException {
    Journals opened = new Journals();
    for (SourceSettings source : settings.sources()) {
      if (source.plain() instanceof SourceSettings.Http http) {
        Path state = settings.checkpoints().orElseThrow().directory();
        try {
          opened.open(http, state, clocks);
        } catch (IOException e) {
          opened.close();
          throw new StartException(
              ExitCode.REFUSED,
              "cannot open the journal of source '%s': %s"
                  .formatted(http.name(), FileFailure.of(e)));
        }
      }
    }
    return opened;
  }

  private void open(SourceSettings.Http source, Path state, Clocks clocks) throws IOException {
    Path directory =
        state.resolve(LocalCheckpointStore.directoryOf(source.name())).resolve(DIRECTORY);
    DurableDirectory.create(directory);
    IngestJournal journal =
        new IngestJournal(
            directory,
            JournalLimits.of(source.journalBytes()),
            () -> clocks.wall().instant().toEpochMilli(),
            Thread.ofPlatform().daemon().name("batches of " + source.name()).factory(),
            LOG::warn);
    journals.put(source.name(), journal);
    targets.put(
        source.name(),
        new Observations.Target(journal, new Intake(source.settings()), source.tags()));
  }

  /** The journal of a source; empty if it has none. */
  Optional<IngestJournal> of(String source) {
    return Optional.ofNullable(journals.get(source));
  }

  /** Where batches go, by the name of the source. */
  public Map<String, Observations.Target> targets() {
    return Map.copyOf(targets);
  }

  @Override
  public void close() {
    journals.values().forEach(IngestJournal::close);
  }
}
