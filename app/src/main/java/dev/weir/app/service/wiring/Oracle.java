package dev.weir.app.service.wiring;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import dev.weir.engine.journal.JournalledPoisonLog;
import dev.weir.engine.reference.Replay;
import dev.weir.series.Ids;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says which state the records between two places must lead to. Changes nothing anywhere. */
public final class Oracle {

  private final WeirSettings settings;

  public Oracle(WeirSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes records from where the checkpoint was taken up to a place through the reference engine.
   */
  public Replay.Result replay(CheckpointReader from, Position to)
      throws IOException, InterruptedException {
    Replay.Setup setup =
        new Replay.Setup(
            source(from.header().pipeline()),
            settings.detectors(),
            settings.engine().sharedBy(settings.sources().size()),
            poison(from));
    return Replay.run(setup, from, to);
  }

  /** Whether the configuration has other detectors than when the checkpoint was taken. */
  public boolean isOfOtherDetectors(CheckpointReader from) {
    SortedMap<String, String> now = new TreeMap<>();
    settings
        .detectors()
        .rules()
        .forEach(rule -> now.put(rule.match(), Ids.config(rule.detector())));
    return !now.equals(from.header().detectors());
  }

  private Source source(String pipeline) throws IOException {
    for (SourceSettings source : settings.sources()) {
      if (source.name().equals(pipeline)) {
        if (source.plain() instanceof SourceSettings.Http) {
          throw new IOException(
              "source '%s' is of type http; what was sent to it is not read again by replay"
                  .formatted(pipeline));
        }
        return Components.source(
            source.forReplay(),
            Clocks.system(),
            log -> DecisionLog.readOnly(Components.logsOf(settings, pipeline).apply(log)),
            Journals.NONE);
      }
    }
    throw new IOException(
        "the checkpoint is of source '%s', and the configuration has only %s"
            .formatted(pipeline, settings.sources().stream().map(SourceSettings::name).toList()));
  }

  private Set<String> poison(CheckpointReader from) throws IOException {
    Optional<Path> directory = settings.checkpoints().map(WeirSettings.Checkpoints::directory);
    return directory.isEmpty()
        ? Set.of()
        : new JournalledPoisonLog(directory.get())
            .positions(from.header().pipeline(), from.header().sourceEpoch());
  }
}
