package dev.weir.checkpointing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where checkpoints are kept. One writer at a time; readers may be many. */
public interface CheckpointStore {

  /**
   * Begins a checkpoint. Nothing of it is seen before {@link CheckpointWriter#commit}; a crash
   * before that leaves the previous one the latest.
   */
  CheckpointWriter begin(CheckpointHeader header) throws IOException;

  /**
   * The newest checkpoint of the pipeline that reads back whole. What does not is moved aside and
   * reported; the one before it is tried.
   *
   * @return empty if the pipeline never had a checkpoint
   * @throws NewerFormatException if a newer build wrote one of them; then nothing is changed
   * @throws NoUsableCheckpointException if it had some, and none is whole
   */
  Optional<CheckpointReader> latest(String pipeline) throws IOException;

  /**
   * One checkpoint, whole.
   *
   * @throws CorruptCheckpointException if it is not
   */
  CheckpointReader open(String pipeline, long number) throws IOException;

  /** Numbers of the pipeline's complete checkpoints, ascending; whether they are whole is open. */
  List<Long> numbers(String pipeline) throws IOException;

  /** The number for the pipeline's next checkpoint: above any that was ever used. */
  long nextNumber(String pipeline) throws IOException;
}
