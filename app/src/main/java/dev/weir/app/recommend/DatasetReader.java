package dev.weir.app.recommend;

import dev.weir.app.score.ScoreInput;
import dev.weir.connectors.file.FileSource;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads files into memory, by the same decoders as a source of files. */
final class DatasetReader {

  private static final int BATCH = 1_000;

  private final int most;
  private final Consumer<String> warnings;
  private final List<LoadedSeries> series = new ArrayList<>();
  private final Map<String, LoadedSeries> byKey = new HashMap<>();
  private long taken;
  private long leftOut;
  private long unread;

  /**
   * Of nothing yet.
   *
   * @param most records that are taken of all files together; the others are counted
   * @param warnings of the source, in sentences
   */
  DatasetReader(int most, Consumer<String> warnings) {
    this.most = most;
    this.warnings = warnings;
  }

  /** Reads files one behind the other. The series of different files are different series. */
  Dataset read(List<ScoreInput> files) throws IOException, InterruptedException {
    for (ScoreInput file : files) {
      byKey.clear();
      read(file);
    }
    List<LoadedSeries> found = series.stream().filter(one -> one.size() > 0).toList();
    return new Dataset(found, Dataset.Origin.LABELS, leftOut, unread);
  }

  private void read(ScoreInput file) throws IOException, InterruptedException {
    FileSettings settings = FileSettings.decided(file.path().toString(), file.text());
    Source source =
        new FileSource(file.name(), settings, Thread::sleep, warnings, DecisionLog.none());
    // Which detector admits the series makes no difference: only their values are kept.
    SeriesTable table =
        new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
    Batch batch = new Batch(BATCH, 1);
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream(file.name(), 0, reader.positions()));
        state = reader.poll(batch, BATCH, Duration.ZERO);
        take(batch);
      }
    }
  }

  private void take(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.isSettled(row) && batch.status(row) == Status.DEAD_LETTERED) {
        unread++;
      } else if (taken == most) {
        leftOut++;
      } else {
        LoadedSeries of = loaded(batch, row);
        of.add(batch.rows().values(), batch.rows().start(row), batch.time(row), batch.label(row));
        taken++;
      }
    }
  }

  private LoadedSeries loaded(Batch batch, int row) {
    return byKey.computeIfAbsent(
        batch.series(row).key(),
        key -> {
          LoadedSeries fresh =
              new LoadedSeries(key, batch.series(row).features(), batch.timeKind());
          series.add(fresh);
          return fresh;
        });
  }
}
