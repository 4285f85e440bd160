package dev.weir.chaos.random;

import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.Components;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.Status;
import dev.weir.settings.WeirSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Output of the reference engine for the records of a source.
 *
 * @param lines detections as JSON
 * @param notices of incidents and silences
 * @param counts of records by what became of them
 */
record Expected(List<String> lines, List<SentNotice> notices, Map<Status, Long> counts) {

  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final int TOGETHER = 100;

  /** Reads the only source of the settings, which has an end or stays idle behind its last. */
  static Expected of(WeirSettings settings) throws Exception {
    Expected expected =
        new Expected(new ArrayList<>(), new ArrayList<>(), new EnumMap<>(Status.class));
    Source source = Components.source(settings.sources().getFirst(), Clocks.system());
    SeriesTable table = new SeriesTable(settings.detectors(), settings.engine().admission());
    ReferenceEngine engine = new ReferenceEngine(settings.engine().rules(), Set.of());
    Batch batch = new Batch(TOGETHER, 1);
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state == Source.State.READY || batch.size() > 0) {
        batch.clear(new Batch.Stream(source.name(), 0, reader.positions(), reader.phase()));
        state = reader.poll(batch, TOGETHER, PATIENCE);
        engine.observe(batch);
        expected.take(batch);
      }
    }
    return expected;
  }

  private void take(Batch batch) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DetectionJson json = new DetectionJson(bytes)) {
      for (int row = 0; row < batch.size(); row++) {
        json.write(batch, row);
        counts.merge(batch.status(row), 1L, Long::sum);
      }
      json.flush();
    }
    bytes.toString(StandardCharsets.UTF_8).lines().forEach(lines::add);
    batch.events().forEach(event -> SentNotice.of(batch, event).ifPresent(notices::add));
  }
}
