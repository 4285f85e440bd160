package dev.weir.engine.pipeline;

import dev.weir.detectors.Run;
import dev.weir.engine.metrics.WarmUpGauge;
import dev.weir.engine.state.WorkerSeries;
import dev.weir.series.SeriesEvent;
import java.util.List;

/**
 * Takes rows of a slot through their series: requests the tasks that begin on the way, skips poison
 * records, and keeps the count of warming series. One owner.
 */
final class RowProcessor {

  private final int worker;
  private final TaskRequests tasks;
  private final WarmUpGauge gauge;
  private final Run run = new Run();

  RowProcessor(int worker, TaskRequests tasks, WarmUpGauge gauge) {
    this.worker = worker;
    this.tasks = tasks;
    this.gauge = gauge;
  }

  /**
   * Processes rows {@code order[from..to)} of a slot, all of one series.
   *
   * @return index up to which they are processed: less than {@code to} if the series has to wait
   *     for the outcome of a task
   */
  int process(WorkerSeries series, Slot slot, int from, int to) {
    long needed = series.recordsNeeded();
    int reached =
        slot.poison.isEmpty()
            ? processRun(series, slot, from, to)
            : processAroundPoison(series, slot, from, to);
    if (series.recordsNeeded() != needed) {
      gauge.move(needed, series.recordsNeeded());
    }
    return reached;
  }

  private int processRun(WorkerSeries series, Slot slot, int from, int to) {
    List<SeriesEvent> events = slot.shares[worker].events;
    int reached = series.process(slot.batch, slot.order, from, to, run, events);
    while (requestTasks(series)) {
      reached = series.process(slot.batch, slot.order, reached, to, run, events);
    }
    return reached;
  }

  private int processAroundPoison(WorkerSeries series, Slot slot, int from, int to) {
    List<SeriesEvent> events = slot.shares[worker].events;
    for (int next = from; next < to; next++) {
      int row = slot.order[next];
      boolean done =
          slot.poison.get(row)
              ? series.skip(slot.batch, row, events)
              : processRun(series, slot, next, next + 1) > next;
      requestTasks(series);
      if (!done) {
        return next;
      }
    }
    return to;
  }

  /** Requests the tasks of a series that have begun; returns whether there are any. */
  boolean requestTasks(WorkerSeries series) {
    boolean begun = series.takeTaskBegun();
    if (begun) {
      tasks.request(series);
    }
    return begun;
  }
}
