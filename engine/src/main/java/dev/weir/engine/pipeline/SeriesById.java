package dev.weir.engine.pipeline;

import dev.weir.series.Ids;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The series of one worker, by the numbers that their table gave them. One owner. */
final class SeriesById {

  private @Nullable WorkerSeries[] byId = new WorkerSeries[64];
  private int size;

  void add(WorkerSeries series) {
    int id = series.series().id();
    if (id >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(id + 1, 2 * byId.length));
    }
    byId[id] = series;
    size++;
  }

  /** The series with this number; null if the worker has none. */
  @Nullable WorkerSeries find(int id) {
    return id < byId.length ? byId[id] : null;
  }

  /** The series with this key; null if the worker has none. Looks at every series. */
  @Nullable WorkerSeries find(String key) {
    long seed = Ids.seed(key);
    for (WorkerSeries series : byId) {
      if (series != null && series.series().seed() == seed && series.series().key().equals(key)) {
        return series;
      }
    }
    return null;
  }

  int size() {
    return size;
  }

  /** A number above all that are used. */
  int end() {
    return byId.length;
  }

  void forEach(Consumer<WorkerSeries> action) {
    for (WorkerSeries series : byId) {
      if (series != null) {
        action.accept(series);
      }
    }
  }
}
