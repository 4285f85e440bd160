package dev.weir.app.service.start;

import dev.weir.checkpointing.NewerFormatException;
import dev.weir.connectors.file.FileSource;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.connectors.inference.live.Readings;
import dev.weir.detectors.StateMismatchException;
import dev.weir.engine.journal.JournalledDecisionLog;
import dev.weir.engine.journal.JournalledPoisonLog;
import dev.weir.engine.journal.JournalledSettingsLog;
import dev.weir.settings.connector.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A journal beside the checkpoints of a source, which a start has to be able to read. */
sealed interface StateJournal {

  /**
   * A journal that cannot be read.
   *
   * @param reason names the file
   */
  record Unreadable(StateJournal journal, String reason) {}

  /**
   * Reads the journal.
   *
   * @throws NewerFormatException if a newer build wrote a record of it
   * @throws StateMismatchException if a record cannot be read; the message names the file
   */
  void require() throws IOException;

  /** The consequence of an empty journal, as a sentence for the user. */
  String loss();

  /** Renames the file; returns its new name. */
  String giveUp() throws IOException;

  /**
   * Reads the journals of a source; returns those that cannot be read.
   *
   * @param directory of the checkpoints of all sources
   * @throws NewerFormatException if a newer build wrote a record of one of them
   */
  static List<Unreadable> unreadable(Path directory, SourceSettings source) throws IOException {
    List<Unreadable> unreadable = new ArrayList<>();
    for (StateJournal journal : of(directory, source.name())) {
      try {
        journal.require();
      } catch (StateMismatchException e) {
        unreadable.add(new Unreadable(journal, String.valueOf(e.getMessage())));
      }
    }
    return unreadable;
  }

  private static List<StateJournal> of(Path directory, String pipeline) {
    return List.of(
        new Poison(new JournalledPoisonLog(directory), pipeline),
        new Settings(directory, pipeline),
        new Decisions(new JournalledDecisionLog(directory, pipeline, "files")),
        new Decisions(new JournalledDecisionLog(directory, pipeline, "history")),
        new HowRead(new JournalledDecisionLog(directory, pipeline, "readings")));
  }

  /** Positions of the records that no model survives. */
  record Poison(JournalledPoisonLog log, String pipeline) implements StateJournal {

    @Override
    public void require() throws IOException {
      log.positions(pipeline, 0);
    }

    @Override
    public String loss() {
      return "each record that no model survives then fails its pipeline once more";
    }

    @Override
    public String giveUp() throws IOException {
      return log.giveUp(pipeline);
    }
  }

  /** The settings that judged records which may be read again. */
  record Settings(Path directory, String pipeline) implements StateJournal {

    @Override
    public void require() throws IOException {
      JournalledSettingsLog.require(directory, pipeline);
    }

    @Override
    public String loss() {
      return "records that are read again after the last checkpoint are then judged by the current"
          + " settings, and have a second id if those differ";
    }

    @Override
    public String giveUp() throws IOException {
      return JournalledSettingsLog.giveUp(directory, pipeline);
    }
  }

  /** The order in which files were read. */
  record Decisions(JournalledDecisionLog log) implements StateJournal {

    @Override
    public void require() throws IOException {
      try {
        FileSource.requireDecisions(log);
      } catch (StateMismatchException e) {
        throw new StateMismatchException(
            "%s cannot be read: %s".formatted(log.place(), e.getMessage()));
      }
    }

    @Override
    public String loss() {
      return "records that are read again after the last checkpoint may then come in another order"
          + " of files";
    }

    @Override
    public String giveUp() throws IOException {
      return log.giveUp();
    }
  }

  /** How records are read. */
  record HowRead(JournalledDecisionLog log) implements StateJournal {

    @Override
    public void require() throws IOException {
      try {
        Readings.require(log);
      } catch (NewerFormatException e) {
        throw e;
      } catch (IOException e) {
        throw new StateMismatchException(
            "%s cannot be read: %s".formatted(log.place(), FileFailure.of(e)));
      }
    }

    @Override
    public String loss() {
      return "how records are read is then decided again from what is there now";
    }

    @Override
    public String giveUp() throws IOException {
      return log.giveUp();
    }
  }
}
