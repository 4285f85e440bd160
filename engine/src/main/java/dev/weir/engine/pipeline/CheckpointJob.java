package dev.weir.engine.pipeline;

import dev.weir.engine.Position;
import dev.weir.engine.StreamTime;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A checkpoint to be taken: travels with the barrier, so that whoever hears of it first knows all
 * of it.
 *
 * @param id counts the barriers of one life of a pipeline, from 1
 * @param position of the barrier: behind everything that the checkpoint covers
 * @param time of the stream there; empty if no series is watched for silence
 * @param workers how many snapshots it takes
 * @param detectors configuration hash per detector name
 * @param replyTo who is told how it ended
 */
public record CheckpointJob(
    String pipeline,
    long epoch,
    long id,
    Position position,
    Optional<StreamTime> time,
    int workers,
    SortedMap<String, String> detectors,
    ActorRef<Ingestion.Command> replyTo) {}
