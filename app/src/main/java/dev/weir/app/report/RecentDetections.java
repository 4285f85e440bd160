package dev.weir.app.report;

import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps the last anomalies of each source in memory, for the HTTP API. Bounded: {@value #MOST} of a
 * source, each of at most {@value #LONGEST} bytes of JSON; longer ones are left out. Of a batch the
 * last {@value #MOST_OF_A_BATCH} are kept, so that a storm costs little. Readers never wait for
 * writers, nor writers for readers.
 */
public final class RecentDetections implements Sink {

  static final int MOST = 500;
  static final int LONGEST = 16_384;
  static final int MOST_OF_A_BATCH = 50;

  /** An anomaly; later ones have larger numbers. */
  private record Detection(long number, String id, String series, String json) {}

  /** The detections of one source, written by one thread. */
  private static final class Ring {
    private final AtomicReferenceArray<Detection> detections = new AtomicReferenceArray<>(MOST);
    private int next;

    void add(Detection detection) {
      detections.set(next, detection);
      next = (next + 1) % MOST;
    }

    void copyTo(Collection<Detection> list) {
      for (int i = 0; i < MOST; i++) {
        Detection detection = detections.get(i);
        if (detection != null) {
          list.add(detection);
        }
      }
    }
  }

  private final Map<String, Ring> sources = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "recent detections";
  }

  @Override
  public Writer open(String pipeline) throws IOException {
    Ring ring = sources.computeIfAbsent(pipeline, _ -> new Ring());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DetectionJson json = new DetectionJson(bytes);
    return new Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        for (int row = firstKept(batch); row < batch.size(); row++) {
          if (batch.isAnomaly(row)) {
            bytes.reset();
            json.write(batch, row);
            json.flush();
            if (bytes.size() <= LONGEST) {
              ring.add(detection(batch, row, bytes.toString(StandardCharsets.UTF_8).strip()));
            }
          }
        }
      }

      @Override
      public void flush() {
        // What is kept is lost with the process.
      }

      @Override
      public void close() throws IOException {
        json.close();
      }
    };
  }

  private Detection detection(Batch batch, int row, String json) {
    return new Detection(numbers.incrementAndGet(), batch.id(row), batch.series(row).key(), json);
  }

  /** The row of the first anomaly that is kept; the size of the batch if there is none. */
  private static int firstKept(Batch batch) {
    int first = batch.size();
    int kept = 0;
    for (int row = batch.size() - 1; row >= 0 && kept < MOST_OF_A_BATCH; row--) {
      if (batch.isAnomaly(row)) {
        first = row;
        kept++;
      }
    }
    return first;
  }

  /**
   * The last anomalies as JSON objects, the latest first. A record that was read again after a
   * failure counts once.
   *
   * @param series key of the only series to list; empty for all
   */
  public List<String> last(int limit, Optional<String> series) {
    List<Detection> all = new ArrayList<>();
    sources.values().forEach(ring -> ring.copyTo(all));
    all.sort(Comparator.comparingLong(Detection::number).reversed());
    Set<String> seen = new HashSet<>();
    return all.stream()
        .filter(detection -> series.map(detection.series()::equals).orElse(true))
        .filter(detection -> seen.add(detection.id()))
        .limit(limit)
        .map(Detection::json)
        .toList();
  }
}
