package dev.weir.engine.query;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * A question to a pipeline. It travels behind the records that were dispatched before it, so its
 * answer holds after exactly those records.
 */
public sealed interface Question {

  /** Answers for a pipeline that is starting, going back to its last checkpoint, or stopping. */
  void notRunning(String pipeline);

  /** Asks for the state of the series with this key. */
  record OfSeries(String key, ActorRef<SeriesAnswer> replyTo) implements Question {

    @Override
    public void notRunning(String pipeline) {
      replyTo.tell(new SeriesAnswer.NotRunning(pipeline));
    }
  }

  /** Asks which series there are, and for their state. */
  record OfAllSeries(SeriesSearch search, ActorRef<SearchAnswer> replyTo) implements Question {

    @Override
    public void notRunning(String pipeline) {
      replyTo.tell(new SearchAnswer.NotRunning(pipeline));
    }
  }

  /** Asks for a checkpoint of everything that was dispatched before; answered once it is saved. */
  record ForCheckpoint(ActorRef<CheckpointAnswer> replyTo) implements Question {

    @Override
    public void notRunning(String pipeline) {
      replyTo.tell(new CheckpointAnswer.NotSaved(pipeline, "it is starting or stopping"));
    }
  }
}
