package dev.weir.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The partitions of a source: streams that are each in order, but not among each other. Each has a
 * pipeline of its own, with its own positions, checkpoints and series. They may come and go while
 * the service runs.
 */
public interface Partitions {

  /**
   * The partitions that there are now. Called from one thread at a time, which may wait.
   *
   * @return each under a name of its own that no other source has, such as {@code orders/3}: the
   *     name of its pipeline. The same partition has the same name at each call.
   * @throws IOException if they cannot be found out now; pipelines go on, and the next call comes
   *     after {@link #every()}
   */
  List<Source> list() throws IOException;

  /** How many have a pipeline at a time, at least 1: queues and memory are divided by it. */
  int most();

  /** Time from one answer of {@link #list()} to the next call. */
  Duration every();
}
