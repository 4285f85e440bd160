package dev.weir.checkpointing;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds the header of a checkpoint.
 *
 * @param pipeline whose it is
 * @param sourceEpoch which incarnation of the source the position belongs to, from 0
 * @param number counts the pipeline's checkpoints, from 1
 * @param previous number of the checkpoint before it, 0 if there is none
 * @param position everything before it is in the state, nothing behind it is
 * @param detectors configuration hash per detector name
 * @param writer program and version that wrote it
 * @param createdAt a label for people; nothing depends on it
 */
public record CheckpointHeader(
    String pipeline,
    long sourceEpoch,
    long number,
    long previous,
    String position,
    SortedMap<String, String> detectors,
    String writer,
    Instant createdAt) {

  public CheckpointHeader {
    if (pipeline.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint needs the name of its pipeline");
    }
    if (sourceEpoch < 0 || number < 1 || previous < 0 || previous >= number) {
      throw new IllegalArgumentException(
          "epoch %d, number %d, previous %d make no sense"
              .formatted(sourceEpoch, number, previous));
    }
    detectors = new TreeMap<>(detectors);
  }
}
