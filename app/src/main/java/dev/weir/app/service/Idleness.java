package dev.weir.app.service;

import dev.weir.monitoring.PipelineMonitor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Since when each pipeline has nothing to do. One owner. */
final class Idleness {

  private final Map<String, Long> quietSince = new HashMap<>();

  /**
   * Whether all running pipelines have been idle for as long as this; false before one has begun.
   *
   * @param patience in nanoseconds
   * @param now in nanoseconds of the monotonic clock; later than at the call before
   * @param running names of pipelines that run; others have failed, and are left out
   */
  boolean lasts(
      long patience, long now, Collection<PipelineMonitor> pipelines, Set<String> running) {
    boolean idle = !pipelines.isEmpty();
    for (PipelineMonitor pipeline : pipelines) {
      if (!running.contains(pipeline.pipeline())) {
        continue;
      }
      if (pipeline.quiet()) {
        long since = quietSince.computeIfAbsent(pipeline.pipeline(), name -> now);
        idle &= now - Math.max(since, pipeline.idleSince()) >= patience;
      } else {
        quietSince.remove(pipeline.pipeline());
        idle = false;
      }
    }
    return idle;
  }
}
