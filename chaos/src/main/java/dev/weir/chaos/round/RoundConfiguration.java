package dev.weir.chaos.round;

import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Configurations of the processes of one round. */
final class RoundConfiguration {

  private final TrialSettings setting;
  private final AlertSink sink;

  RoundConfiguration(TrialSettings setting, AlertSink sink) {
    this.setting = setting;
    this.sink = sink;
  }

  /**
   * A configuration.
   *
   * @param sources HOCON of each source
   * @param inbox name of the inbox that gets the alerts
   * @param state directory of the checkpoints, if it is not the usual one
   * @param life lines that may differ each time the process starts
   */
  Configuration of(List<String> sources, String inbox, Optional<Path> state, List<String> life) {
    Configuration configuration =
        Configuration.reading(sources.toArray(String[]::new))
            .writingAllTo(TrialRound.DETECTIONS)
            .with(
                "alerting.receivers = [{ type = webhook, name = pager, url = \"%s\" %s }]"
                    .formatted(sink.url(inbox), setting.receiver()));
    if (state.isPresent()) {
      configuration = configuration.with("checkpointing.directory = \"%s\"".formatted(state.get()));
    }
    for (List<String> lines : List.of(Workload.CONFIGURATION, setting.more(), life)) {
      for (String line : lines) {
        configuration = configuration.with(line);
      }
    }
    return configuration;
  }
}
