package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.series.Series;
import java.util.Arrays;

/**
 * Groups the rows of a batch by series and the series by worker, in linear time and without
 * allocation: rows of a series keep their order, and a series always has the same worker. Owned by
 * the reader.
 */
final class Router {

  private final int workers;
  private final int[] groupOfRow;
  private final int[] rowsOfGroup;
  private final int[] places;
  private final int[] seriesOfGroup;
  private int[] groupOfSeries = new int[64];
  private int[] workerOfSeries = new int[64];
  private long[] seenIn = new long[64];
  private long serial;

  Router(int workers, int capacity) {
    this.workers = workers;
    this.groupOfRow = new int[capacity];
    this.rowsOfGroup = new int[capacity];
    this.places = new int[capacity];
    this.seriesOfGroup = new int[capacity];
  }

  /** The worker of a series: by its key alone. */
  static int workerOf(Series series, int workers) {
    return workerOf(series.seed(), workers);
  }

  /** The worker of the series with this seed, which its key decides. */
  static int workerOf(long seed, int workers) {
    return Math.floorMod(seed, workers);
  }

  void route(Slot slot) {
    int groups = group(slot.batch);
    orderGroups(slot, groups);
    int end = 0;
    for (Slot.Share share : slot.shares) {
      for (int place = share.firstGroup; place < share.endGroup; place++) {
        end += slot.groupEnds[place];
        slot.groupEnds[place] = end;
      }
    }
    // From here on rowsOfGroup counts where the next row of a group goes.
    for (int group = 0; group < groups; group++) {
      rowsOfGroup[group] = slot.groupStart(places[group]);
    }
    for (int row = 0; row < slot.batch.size(); row++) {
      if (groupOfRow[row] >= 0) {
        slot.order[rowsOfGroup[groupOfRow[row]]++] = row;
      }
    }
  }

  private int group(Batch batch) {
    serial++;
    int groups = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.isSettled(row)) {
        groupOfRow[row] = -1;
        continue;
      }
      int id = batch.seriesId(row);
      if (id >= seenIn.length) {
        grow(id + 1);
      }
      if (seenIn[id] != serial) {
        if (seenIn[id] == 0) {
          workerOfSeries[id] = workerOf(batch.series(row), workers);
        }
        seenIn[id] = serial;
        groupOfSeries[id] = groups;
        seriesOfGroup[groups] = id;
        rowsOfGroup[groups] = 0;
        groups++;
      }
      groupOfRow[row] = groupOfSeries[id];
      rowsOfGroup[groupOfRow[row]]++;
    }
    return groups;
  }

  private void grow(int ids) {
    int room = Math.max(ids, 2 * seenIn.length);
    seenIn = Arrays.copyOf(seenIn, room);
    groupOfSeries = Arrays.copyOf(groupOfSeries, room);
    workerOfSeries = Arrays.copyOf(workerOfSeries, room);
  }

  /** Gives each group its place, those of a worker side by side; sizes stand in groupEnds. */
  private void orderGroups(Slot slot, int groups) {
    int[] groupsOfWorker = new int[workers];
    for (int group = 0; group < groups; group++) {
      groupsOfWorker[workerOfSeries[seriesOfGroup[group]]]++;
    }
    int first = 0;
    for (int worker = 0; worker < workers; worker++) {
      Slot.Share share = slot.shares[worker];
      share.events.clear();
      share.firstGroup = first;
      share.endGroup = first;
      share.unfinished = groupsOfWorker[worker];
      first += groupsOfWorker[worker];
    }
    for (int group = 0; group < groups; group++) {
      Slot.Share share = slot.shares[workerOfSeries[seriesOfGroup[group]]];
      int place = share.endGroup++;
      places[group] = place;
      slot.groupSeries[place] = seriesOfGroup[group];
      slot.groupEnds[place] = rowsOfGroup[group];
    }
  }
}
