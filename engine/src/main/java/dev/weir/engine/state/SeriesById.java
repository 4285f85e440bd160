package dev.weir.engine.state;

import dev.weir.series.Ids;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the series of one worker, by the numbers that their table gave them. One owner. */
public final class SeriesById {

  private @Nullable WorkerSeries[] byId = new WorkerSeries[64];
  private int size;
  private int behindLast;

  /** Adds a series, under its number. */
  public void add(WorkerSeries series) {
    int id = series.series().id();
    if (id >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(id + 1, 2 * byId.length));
    }
    byId[id] = series;
    behindLast = Math.max(behindLast, id + 1);
    size++;
  }

  /** The series with this number; null if the worker has none. */
  public @Nullable WorkerSeries find(int id) {
    return id < byId.length ? byId[id] : null;
  }

  /** The series with this key; null if the worker has none. Looks at every series. */
  public @Nullable WorkerSeries find(String key) {
    long seed = Ids.seed(key);
    for (WorkerSeries series : byId) {
      if (series != null && series.series().seed() == seed && series.series().key().equals(key)) {
        return series;
      }
    }
    return null;
  }

  /**
   * Reads memory of the series with the numbers {@code ids[from..to)}, so that it is in the cache
   * when they are processed.
   *
   * @return a sum of what was read, which the caller keeps: reads without a use are left out
   */
  public double prefetch(int[] ids, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      WorkerSeries series = find(ids[i]);
      sum += series == null ? 0 : series.prefetch();
    }
    return sum;
  }

  /** How many series there are. */
  public int size() {
    return size;
  }

  /** The number behind the largest one that is used; 0 if none is. */
  public int behindLast() {
    return behindLast;
  }

  /** A number above all that are used. */
  public int end() {
    return byId.length;
  }

  /** Calls {@code action} for each series, by increasing number. */
  public void forEach(Consumer<WorkerSeries> action) {
    for (WorkerSeries series : byId) {
      if (series != null) {
        action.accept(series);
      }
    }
  }
}
