package dev.weir.chaos.random;

import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.SeriesEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps one line a record: its detection as JSON and what happened to its series. A record that
 * comes again has to bring the same line. Thread-safe.
 */
final class Lines implements Sink {

  private final Map<String, String> byPosition = new LinkedHashMap<>();
  private Optional<String> changed = Optional.empty();

  /** The lines, in the order in which their records came first. */
  synchronized List<String> all() {
    return List.copyOf(byPosition.values());
  }

  /** A record that brought another line when it came again. */
  synchronized Optional<String> changed() {
    return changed;
  }

  synchronized void take(Batch batch) throws IOException {
    int next = 0;
    for (int row = 0; row < batch.size(); row++) {
      StringBuilder line = new StringBuilder(json(batch, row));
      while (next < batch.events().size() && batch.events().get(next).row() == row) {
        line.append(" | ").append(text(batch.events().get(next++)));
      }
      String before = byPosition.putIfAbsent(batch.position(row), line.toString());
      if (before != null && !before.contentEquals(line) && changed.isEmpty()) {
        changed = Optional.of("first %s\nthen  %s".formatted(before, line));
      }
    }
  }

  private static String json(Batch batch, int row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DetectionJson json = new DetectionJson(bytes)) {
      json.write(batch, row);
      json.flush();
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  /** The event without its row, which depends on how batches were cut. */
  private static String text(SeriesEvent event) {
    return event.toString().replaceFirst("row=\\d+, ", "");
  }

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        take(batch);
      }

      @Override
      public void flush() {
        // Memory is as safe as it gets.
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }
}
