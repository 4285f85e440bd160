package dev.weir.app.report;

import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Keeps the last anomalies of each source in memory, for the HTTP API, and makes JSON of them when
 * they are asked for. Bounded: {@value #MOST} of a source, each of at most {@value #MOST_VALUES}
 * values and {@value #LONGEST} bytes of JSON; larger ones are left out. Of a batch the last {@value
 * #MOST_OF_A_BATCH} are kept, so that a storm costs little. Readers never wait for writers, nor
 * writers for readers.
 */
public final class RecentDetections implements Sink {

  static final int MOST = 500;
  static final int LONGEST = 16_384;
  static final int MOST_OF_A_BATCH = 50;

  /** More values than this make more than {@link #LONGEST} bytes of JSON. */
  static final int MOST_VALUES = 300;

  /** An anomaly, a row of a batch that is not changed any more; later ones have larger numbers. */
  private record Detection(long number, Batch batch, int row) {
    String series() {
      return batch.series(row).key();
    }

    String id() {
      return batch.id(row);
    }

    Optional<String> json() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DetectionJson json = new DetectionJson(bytes)) {
        json.write(batch, row);
        json.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.size() <= LONGEST
          ? Optional.of(bytes.toString(StandardCharsets.UTF_8).strip())
          : Optional.empty();
    }
  }

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
  public Writer open(String pipeline) {
    Ring ring = sources.computeIfAbsent(pipeline, _ -> new Ring());
    return new Writer() {
      @Override
      public void write(Batch batch) {
        int[] rows = keptRows(batch);
        if (rows.length > 0) {
          Batch kept = batch.copyOf(rows);
          for (int row = 0; row < kept.size(); row++) {
            ring.add(new Detection(numbers.incrementAndGet(), kept, row));
          }
        }
      }

      @Override
      public void flush() {
        // What is kept is lost with the process.
      }

      @Override
      public void close() {
        // It has nothing open.
      }
    };
  }

  /** The rows of the anomalies that are kept, in order. */
  private static int[] keptRows(Batch batch) {
    int[] rows = new int[MOST_OF_A_BATCH];
    int first = MOST_OF_A_BATCH;
    int[] notable = batch.notableRows();
    for (int i = notable.length - 1; i >= 0 && first > 0; i--) {
      int row = notable[i];
      if (batch.isAnomaly(row) && batch.rows().width(row) <= MOST_VALUES) {
        rows[--first] = row;
      }
    }
    return Arrays.copyOfRange(rows, first, MOST_OF_A_BATCH);
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
        .flatMap(detection -> detection.json().stream())
        .limit(limit)
        .toList();
  }
}
