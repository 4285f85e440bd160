package dev.weir.engine.query;

/** The answer of a pipeline to {@link Question.ForCheckpoint}. */
public sealed interface CheckpointAnswer {

  /** The pipeline that answers. */
  String pipeline();

  /**
   * A checkpoint is saved.
   *
   * @param records of the source, earlier runs included, that it covers at least
   */
  record Saved(String pipeline, long records) implements CheckpointAnswer {}

  /** There is none, for a reason in one sentence. */
  record NotSaved(String pipeline, String reason) implements CheckpointAnswer {}
}
