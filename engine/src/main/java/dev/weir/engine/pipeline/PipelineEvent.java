package dev.weir.engine.pipeline;

import java.util.Optional;

/** A fact about a {@link Pipeline}, sent to the actor that owns the pipeline. */
public sealed interface PipelineEvent {

  /** Name of the pipeline: of its source, or of the partition of it. */
  String pipeline();

  /**
   * The pipeline runs, from a checkpoint or from the beginning of its source.
   *
   * @param records settled before
   * @param series known from the checkpoint
   * @param relearning how many of these relearn, because their detector changed
   */
  record Started(String pipeline, long records, long series, long relearning)
      implements PipelineEvent {}

  /** A part of the pipeline failed, and the pipeline goes back to its last checkpoint. */
  record Rewinding(String pipeline, String reason) implements PipelineEvent {}

  /** The pipeline has stopped, and another start would fail as well. */
  record Failed(String pipeline, Cause cause, String reason) implements PipelineEvent {

    /** Why another start would fail. */
    public enum Cause {
      /** This build cannot read the saved state. */
      STATE_REFUSED,
      /** The source cannot be read until a setting is changed. */
      SOURCE_REFUSED,
      /** The source cannot give again the records that it gave. */
      SOURCE_LOST,
      /** The reader of a pipe that a sink writes to has closed it. */
      READER_GONE
    }
  }

  /** The source is at its end. */
  record Ended(String pipeline) implements PipelineEvent {}

  /**
   * The pipeline has stopped on request.
   *
   * @param unsaved why its last state is not saved; empty if it is, or if nothing is saved at all
   */
  record Stopped(String pipeline, Optional<String> unsaved) implements PipelineEvent {}
}
