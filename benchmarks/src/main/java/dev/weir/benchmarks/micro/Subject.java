package dev.weir.benchmarks.micro;

import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.detectors.Detector;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A warm model and records to take through it: those of the simulator, 5 % of them anomalous, in
 * blocks that take turns so that nothing learns them by heart.
 */
final class Subject {

  /** Records of a block. */
  static final int RECORDS = 1000;

  private static final int BLOCKS = 16;
  private static final int[] ORDER = IntStream.range(0, RECORDS).toArray();
  private static final int FIT_AFTER = 256;
  private static final int REFIT_LAG = 500;

  private final Model model;
  private final Scores scores = new Scores();
  private final Run run = new Run();
  private final List<Rows> blocks;
  private int next;

  /** A model that has seen all blocks once, and is fitted if it is one that is. */
  Subject(String detector, int features) {
    this(detector(detector), features);
  }

  /** Returns the subject for a detector with other parameters than its defaults. */
  Subject(Detector detector, int features) {
    this(detector.newModel(new ModelSetup(features, 1, FIT_AFTER, REFIT_LAG)), features);
    for (int i = 0; i < BLOCKS; i++) {
      scoreThenLearn(0, RECORDS);
      nextBlock();
    }
    if (model instanceof FittedModel fitted) {
      fitted.adopt(fitted.fitTask(fitted.pointsLearned()).fit());
    }
  }

  private Subject(Model model, int features) {
    this.model = model;
    this.blocks = simulated(features);
    blocks.forEach(scores::fit);
  }

  private static Detector detector(String name) {
    return Detectors.defaults().stream()
        .filter(detector -> detector.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no detector " + name));
  }

  Model model() {
    return model;
  }

  Scores scores() {
    return scores;
  }

  /** The block whose turn it is. */
  Rows block() {
    return blocks.get(next);
  }

  /** Gives the turn to the next block. */
  void nextBlock() {
    next = (next + 1) % BLOCKS;
  }

  /** Takes records of the block through the model, as a worker does. */
  void scoreThenLearn(int from, int to) {
    model.scoreThenLearn(run.over(block(), scores, ORDER, from, to));
  }

  private static List<Rows> simulated(int features) {
    SimulatorSettings d = SimulatorSettings.defaults();
    SimulatorSettings settings =
        new SimulatorSettings(
            (long) BLOCKS * RECORDS,
            d.series(),
            features,
            d.anomalyRate(),
            d.seed(),
            d.pattern(),
            d.kinds(),
            d.drift(),
            d.season(),
            d.missing(),
            d.start(),
            d.intervalNanos());
    Source source = new Simulator("simulator", settings, Double.POSITIVE_INFINITY, () -> 0);
    SeriesTable table =
        new SeriesTable(
            DetectorPlan.all(Detectors.defaults().getFirst()), SeriesTable.Admission.ALL);
    List<Rows> blocks = new ArrayList<>();
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      for (int i = 0; i < BLOCKS; i++) {
        Batch batch = new Batch(RECORDS, features);
        reader.poll(batch, RECORDS, Duration.ZERO);
        blocks.add(batch.rows());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the simulator neither fails nor waits", e);
    }
    return blocks;
  }
}
