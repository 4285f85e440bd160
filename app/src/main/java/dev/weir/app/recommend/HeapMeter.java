package dev.weir.app.recommend;

import dev.weir.detectors.StateReader;
import dev.weir.series.Series;
import dev.weir.series.SeriesProcessor;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Measures the memory of a series: many copies of its state are made, and the heap is looked at
 * before and behind that. Of data with many series the first few are measured.
 */
final class HeapMeter {

  private static final int MOST_SERIES = 5;
  private static final int FEWEST = 16;
  private static final int MOST = 5_000;

  /** So many bytes of states are made: what else happens on the heap is small beside them. */
  private static final long ENOUGH = 8L << 20;

  private HeapMeter() {}

  /** The mean of the first series, each at its end. */
  static Measured.Memory of(Candidate candidate, List<LoadedSeries> data) {
    long heap = 0;
    long state = 0;
    List<LoadedSeries> measured = data.stream().limit(MOST_SERIES).toList();
    for (LoadedSeries series : measured) {
      byte[] bytes = stateOf(candidate, series);
      heap += heapOf(candidate, series, bytes);
      state += bytes.length;
    }
    int series = Math.max(1, measured.size());
    return new Measured.Memory(heap / series, state / series);
  }

  private static byte[] stateOf(Candidate candidate, LoadedSeries data) {
    CandidateRun.Player player = new CandidateRun.Player(candidate, data);
    for (int from = 0; from < data.size(); from += CandidateRun.BATCH) {
      int to = Math.min(data.size(), from + CandidateRun.BATCH);
      player.play(0, player.fill(from, to).size());
    }
    return player.state();
  }

  private static long heapOf(Candidate candidate, LoadedSeries data, byte[] state) {
    Series series = CandidateRun.Player.series(candidate, data);
    int copies = Math.clamp(ENOUGH / Math.max(1, state.length), FEWEST, MOST);
    SeriesProcessor[] made = new SeriesProcessor[copies];
    long before = used();
    try {
      for (int i = 0; i < copies; i++) {
        made[i] =
            SeriesProcessor.read(
                series, candidate.rules(), new StateReader(ByteBuffer.wrap(state)));
      }
      return Math.max(0, used() - before) / copies;
    } finally {
      Reference.reachabilityFence(made);
    }
  }

  /** Bytes of the heap that are in use, after what is not has been collected. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
