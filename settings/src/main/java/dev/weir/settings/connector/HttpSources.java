package dev.weir.settings.connector;

import dev.weir.settings.hocon.Section;
import java.util.List;

/** Refuses sources of type http where nothing could be sent to them, or kept. */
public final class HttpSources {

  private HttpSources() {}

  public static void require(
      List<SourceSettings> sources, boolean saved, boolean answers, Section weir) {
    for (SourceSettings source : sources) {
      if (!(source.plain() instanceof SourceSettings.Http)) {
        continue;
      }
      if (!answers) {
        weir.problem(
            "sources",
            "has '%s' of type http, and weir.http.enabled is false; set it to true"
                .formatted(source.name()));
      }
      if (!saved) {
        weir.problem(
            "sources",
            "has '%s' of type http, whose batches are kept beside the checkpoints, and weir.engine.model-checkpointing is false; set it to true"
                .formatted(source.name()));
      }
    }
  }
}
