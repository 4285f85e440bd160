package dev.weir.app.evaluation;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import dev.weir.series.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Hands scored rows of one file to a sink, one by one. */
final class Recorder {

  /** A first value that is labelled anomalous. */
  static final double SPIKE = 1_000;

  private final List<FileFindings> found = new ArrayList<>();
  private final SeriesTable table =
      new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
  private final Batch batch = new Batch(1, 4);
  private final Sink sink;
  private Sink.Writer writer;
  private long number;

  Recorder(String file, int plots) throws IOException, InterruptedException {
    sink = new EvaluationSink(file, plots, found::add);
    writer = sink.open("test");
  }

  void add(String key, double... values) throws IOException, InterruptedException {
    List<String> features =
        IntStream.range(0, values.length).mapToObj(i -> "feature-" + i).toList();
    Series series = table.intern(key, features);
    batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
    batch.timeKind(EventTime.NUMBER);
    batch.values(values, 0, values.length);
    Label label = values[0] == SPIKE ? Label.ANOMALOUS : Label.NORMAL;
    batch.put(series, number, label, 0, number++);
    batch.prepare();
    batch.scores().ready(0, 1, 2, 1.0 / 3);
    batch.settle(0, Status.SCORED);
    writer.write(batch);
  }

  /** As when a file is begun again. */
  void reopen() throws IOException, InterruptedException {
    writer.close();
    writer = sink.open("test");
  }

  FileFindings findings() throws IOException {
    writer.close();
    return found.getLast();
  }
}
