package dev.weir.app.service.start;

import static java.util.stream.Collectors.joining;

import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.Components;
import dev.weir.app.service.wiring.StartException;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CorruptCheckpointException;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.NewerFormatException;
import dev.weir.checkpointing.NoUsableCheckpointException;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.detectors.NewerStateException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.engine.state.SavedState;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a start whose saved state cannot be used, before anything else is opened.
 *
 * @param directory of the store
 */
public record SavedStateCheck(
    LocalCheckpointStore store,
    Path directory,
    WeirSettings settings,
    RunOptions options,
    Clocks clocks) {

  private static final Logger LOG = LoggerFactory.getLogger("weir.checkpoint");

  /**
   * Loads the saved state of each source. With {@code --allow-empty-state}, the checkpoints of a
   * source that cannot be used are moved aside, unless a newer build wrote one of them.
   *
   * @throws StartException with {@link ExitCode#REFUSED}; the message names the file and the remedy
   */
  public void require() throws StartException {
    for (SourceSettings source : settings.sources()) {
      try {
        // What a newer build wrote is looked for in all files before one of them is renamed.
        List<StateJournal.Unreadable> unreadable = StateJournal.unreadable(directory, source);
        require(source);
        for (StateJournal.Unreadable journal : unreadable) {
          giveUp(source.name(), journal);
        }
      } catch (NewerFormatException | NewerStateException e) {
        throw new StartException(
            ExitCode.REFUSED,
            e.getMessage()
                + "; start the newer build that wrote it, or set another"
                + " weir.checkpointing.directory (--allow-empty-state does not apply)");
      } catch (CorruptCheckpointException e) {
        throw new StartException(ExitCode.REFUSED, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new StartException(
            ExitCode.REFUSED,
            "cannot read the checkpoint of source '%s': %s"
                .formatted(source.name(), FileFailure.of(e)));
      }
    }
  }

  private void require(SourceSettings source) throws StartException, IOException {
    try {
      Optional<CheckpointReader> reader = checkpoint(source.name());
      if (reader.isPresent()) {
        SavedState.load(reader.get(), settings.detectors(), settings.engine().rules());
        SavedState.requirePosition(reader.get(), Components.source(source, clocks));
      }
    } catch (NewerStateException e) {
      throw e;
    } catch (NoUsableCheckpointException | StateMismatchException e) {
      if (!options.allowEmptyState() || options.fromCheckpoint().isPresent()) {
        throw new StartException(
            ExitCode.REFUSED,
            e.getMessage()
                + "; --from-checkpoint N starts from an earlier checkpoint, --allow-empty-state"
                + " moves all checkpoints of the source aside and starts with empty state");
      }
      giveUp(source.name(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<CheckpointReader> checkpoint(String pipeline)
      throws StartException, IOException {
    if (options.fromCheckpoint().isEmpty()) {
      return store.latest(pipeline);
    }
    long number = options.fromCheckpoint().get();
    List<Long> numbers = store.numbers(pipeline);
    if (!numbers.contains(number)) {
      String there =
          numbers.isEmpty()
              ? "there are none; start without --from-checkpoint"
              : "there are " + numbers.stream().map(String::valueOf).collect(joining(", "));
      throw new StartException(
          ExitCode.REFUSED,
          "source '%s' has no checkpoint %d: %s".formatted(pipeline, number, there));
    }
    return Optional.of(store.open(pipeline, number));
  }

  private void giveUp(String pipeline, StateJournal.Unreadable unreadable)
      throws StartException, IOException {
    StateJournal journal = unreadable.journal();
    if (!options.allowEmptyState()) {
      throw new StartException(
          ExitCode.REFUSED,
          "%s; --allow-empty-state moves it aside: %s"
              .formatted(unreadable.reason(), journal.loss()));
    }
    LOG.warn(
        "source '{}' starts without a journal (--allow-empty-state): {}; the file is moved aside"
            + " and named {}",
        pipeline,
        unreadable.reason(),
        journal.giveUp());
  }

  private void giveUp(String pipeline, String reason) throws StartException, IOException {
    for (long number : store.numbers(pipeline)) {
      try {
        SavedState.refuseNewer(store.open(pipeline, number));
      } catch (CorruptCheckpointException e) {
        LOG.warn("{}; it is moved aside", e.getMessage());
      }
    }
    try {
      int files = store.giveUp(pipeline);
      LOG.warn(
          "source '{}' starts with empty state (--allow-empty-state): {}; its {} checkpoints are"
              + " moved aside in {} and end in .given-up",
          pipeline,
          reason,
          files,
          LocalCheckpointStore.directoryOf(pipeline));
    } catch (NewerFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new StartException(
          ExitCode.REFUSED, "cannot move checkpoints aside: " + FileFailure.of(e));
    }
  }
}
