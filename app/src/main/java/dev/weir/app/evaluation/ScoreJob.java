package dev.weir.app.evaluation;

import dev.weir.app.score.ScoreInput;
import dev.weir.connectors.file.sink.ScoreSink;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the work that is done with files.
 *
 * @param history what the models of each file learn from first; a path or a pattern
 * @param extras what is written of each row beside its verdicts
 * @param alerts where alerts are gathered; empty if the rows are written instead
 * @param evaluations where what comes out is gathered; empty if nobody wants to know
 * @param unread where the reasons are counted for which records could not be read
 */
public record ScoreJob(
    List<ScoreInput> files,
    Optional<String> history,
    Set<ScoreSink.Extra> extras,
    Optional<AlertList> alerts,
    Optional<Evaluations> evaluations,
    UnreadRecords unread) {

  public ScoreJob {
    files = List.copyOf(files);
    extras = Set.copyOf(extras);
  }
}
