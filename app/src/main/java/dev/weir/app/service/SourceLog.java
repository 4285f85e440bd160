package dev.weir.app.service;

import dev.weir.app.logging.LogBackoff;
import dev.weir.engine.pipeline.PipelineEvent;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Log lines about starts and failures of pipelines. A pipeline that fails again and again for the
 * same reason gets fewer lines. One owner.
 */
final class SourceLog {

  private final Logger log;
  private final Map<String, LogBackoff> rewinds = new HashMap<>();

  SourceLog(Logger log) {
    this.log = log;
  }

  void started(PipelineEvent.Started event) {
    if (!rewinds(event.pipeline()).worthALine()) {
      return;
    }
    log.atInfo()
        .addKeyValue("source", event.pipeline())
        .addKeyValue("state", "started")
        .log(
            "source '{}' starts at record {} with {} known series",
            event.pipeline(),
            event.records(),
            event.series());
    if (event.relearning() > 0) {
      log.warn(
          "source '{}': {} series relearn, because their detector changed",
          event.pipeline(),
          event.relearning());
    }
  }

  void rewinding(String pipeline, String reason) {
    LogBackoff before = rewinds(pipeline);
    if (before.add(reason)) {
      log.atError()
          .addKeyValue("source", pipeline)
          .addKeyValue("state", "rewinding")
          .addKeyValue("reason", reason)
          .log(
              "source '{}' goes back to its last checkpoint{}: {}",
              pipeline,
              before.text(),
              reason);
    }
  }

  private LogBackoff rewinds(String pipeline) {
    return rewinds.computeIfAbsent(pipeline, name -> new LogBackoff());
  }
}
