package dev.weir.app.service.recent;

import dev.weir.app.report.SeriesRecords;
import dev.weir.detectors.Severity;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last records of series that somebody looks at, from the moment they are asked for.
 * Bounded: {@value #MOST} series, those asked for last. While nobody looks, it costs nothing.
 */
public final class WatchedSeries implements Sink {

  static final int MOST = 16;

  /** A series that is looked at: its ring of each source, and when it was asked for last. */
  private static final class Watched {
    private final Map<String, SeriesRing> rings = new ConcurrentSkipListMap<>();
    private long asked;
  }

  /** Which series are watched; the version grows with every change. */
  private record Choice(long version, Map<String, Watched> series) {}

  private volatile Choice choice = new Choice(0, Map.of());

  private final Severity.Bands bands;
  private long questions;

  public WatchedSeries(Severity.Bands bands) {
    this.bands = bands;
  }

  @Override
  public String name() {
    return "watched series";
  }

  /**
   * The records of a series after one; empty if none came since it was first asked for.
   *
   * @param number of the last record that is known already; 0 for none
   */
  public Optional<SeriesRecords> after(String key, long number) {
    return watch(key).rings.values().stream().findFirst().map(ring -> ring.after(number));
  }

  private synchronized Watched watch(String key) {
    Watched known = choice.series().get(key);
    Watched found = known == null ? new Watched() : known;
    found.asked = ++questions;
    if (known == null) {
      Map<String, Watched> more = new HashMap<>(choice.series());
      if (more.size() >= MOST) {
        more.entrySet().stream()
            .min(Comparator.comparingLong(entry -> entry.getValue().asked))
            .ifPresent(oldest -> more.remove(oldest.getKey()));
      }
      more.put(key, found);
      choice = new Choice(choice.version() + 1, Map.copyOf(more));
    }
    return found;
  }

  @Override
  public Writer open(String pipeline) {
    return new WatchingWriter();
  }

  /** Looks a series up by its key once, and by its number from then on. */
  private final class WatchingWriter implements Writer {
    private Choice known = choice;
    private @Nullable SeriesRing[] rings = new SeriesRing[0];
    private boolean[] resolved = new boolean[0];

    @Override
    public void write(Batch batch) {
      Choice now = choice;
      if (now.version() != known.version()) {
        known = now;
        Arrays.fill(resolved, false);
      }
      if (!now.series().isEmpty()) {
        for (int row = 0; row < batch.size(); row++) {
          if (batch.hasSeries(row) && batch.seriesId(row) >= 0) {
            add(batch, row);
          }
        }
      }
    }

    private void add(Batch batch, int row) {
      int id = batch.seriesId(row);
      if (id >= resolved.length) {
        int size = Math.max(id + 1, 2 * resolved.length);
        resolved = Arrays.copyOf(resolved, size);
        rings = Arrays.copyOf(rings, size);
      }
      if (!resolved[id]) {
        resolved[id] = true;
        rings[id] = find(batch, row);
      }
      SeriesRing ring = rings[id];
      if (ring != null) {
        ring.add(batch, row);
      }
    }

    private @Nullable SeriesRing find(Batch batch, int row) {
      Watched series = known.series().get(batch.series(row).key());
      return series == null
          ? null
          : series.rings.computeIfAbsent(
              batch.stream().pipeline(), _ -> new SeriesRing(bands, batch, row));
    }

    @Override
    public void flush() {
      // What is kept is lost with the process.
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
