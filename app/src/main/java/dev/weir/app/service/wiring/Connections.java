package dev.weir.app.service.wiring;

import dev.weir.alerting.Notifier;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.series.Status;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.receiver.ReceiverSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries what settings name without running anything. */
public final class Connections {

  /** How many records of a file are read to see whether one can be. */
  private static final int SAMPLE = 1_000;

  private Connections() {}

  public static String noHistory(String source, FileSettings history) {
    return "cannot read the history of source '%s': there is nothing at '%s'"
        .formatted(source, history.path());
  }

  /**
   * Returns the connections that cannot be opened, a sentence each. Does not read standard input.
   */
  public static List<String> problems(WeirSettings settings, Clocks clocks)
      throws InterruptedException {
    List<String> problems = new ArrayList<>();
    for (SourceSettings source : settings.sources()) {
      if (source instanceof SourceSettings.WithHistory(var plain, var history)
          && !FileSet.of(history.path()).exists()) {
        problems.add(noHistory(plain.name(), history));
      }
      if (source.access() == SourceSettings.Access.ANYBODY) {
        SeriesTable table = new SeriesTable(new DetectorPlan(List.of()), SeriesTable.Admission.ALL);
        try {
          Source made = Components.source(source.plain(), clocks);
          made.probe(Optional.empty());
          try (Source.Reader reader = made.open(Optional.empty(), table)) {
            reader.position();
            if (source.plain() instanceof SourceSettings.Files) {
              unread(source.name(), reader).ifPresent(problems::add);
            }
          }
        } catch (IOException e) {
          problems.add("cannot read source '%s': %s".formatted(source.name(), FileFailure.of(e)));
        }
      }
    }
    for (Sink sink : Components.sinks(settings, clocks)) {
      try {
        sink.check();
      } catch (IOException e) {
        problems.add("cannot write to %s: %s".formatted(sink.name(), FileFailure.of(e)));
      }
    }
    for (ReceiverSettings receiver :
        settings.alerting().map(WeirSettings.Alerting::receivers).orElse(List.of())) {
      switch (Components.notifier(receiver, clocks).probe()) {
        case Notifier.Probe.Ready _, Notifier.Probe.Unproven _ -> {
          // As far as can be known without a notice.
        }
        case Notifier.Probe.Failed(String reason) ->
            problems.add("cannot reach receiver '%s': %s".formatted(receiver.name(), reason));
      }
    }
    return problems;
  }

  /** Why no record of a sample could be read; empty if one could, or there is none yet. */
  private static Optional<String> unread(String name, Source.Reader reader)
      throws IOException, InterruptedException {
    Batch batch = new Batch(SAMPLE, 1);
    Optional<String> first = Optional.empty();
    int polled = 0;
    while (polled < SAMPLE) {
      batch.clear(new Batch.Stream(name, 0, reader.positions()));
      Source.State state = reader.poll(batch, SAMPLE - polled, Duration.ZERO);
      for (int row = 0; row < batch.size(); row++) {
        if (batch.status(row) != Status.DEAD_LETTERED) {
          return Optional.empty();
        }
        String detail = batch.deadLetter(row).detail();
        first = first.or(() -> Optional.of(detail));
      }
      polled += batch.size();
      if (state == Source.State.ENDED || (state == Source.State.IDLE && batch.size() == 0)) {
        break;
      }
    }
    return first.map(why -> "no record of source '%s' could be read: %s".formatted(name, why));
  }
}
