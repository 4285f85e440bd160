package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.SourceWithHistory;
import dev.weir.engine.reference.Replay;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A history is learnt from and not told of, and what follows is as if all had been one source. */
class HistoryTest {

  private static final long HISTORY = 6_000;
  private static final long ALL = 9_000;
  private static final Detector FOREST = new IsolationForest(10, 32, 80, 0.05);

  @TempDir Path directory;

  private final Transcript transcript = new Transcript();

  static Stream<Arguments> cases() {
    return Stream.of(FOREST, new ZScore(20, 2.5), Auto.DEFAULT)
        .flatMap(detector ->
            Stream.of(1, 4)
                .flatMap(workers ->
                    Stream.of(7, 100).map(batch -> Arguments.of(detector, workers, batch))));
  }

  @ParameterizedTest(name = "{0}, {1} workers, batches of {2}")
  @MethodSource("cases")
  void live_records_are_judged_as_if_all_were_one_source(Detector detector, int workers, int batch)
      throws Exception {
    List<String> one = EngineHarness.reference(part(0, ALL), detector, Set.of()).lines();

    try (EngineRun run = new EngineRun()) {
      run.runToEnd(withHistory(), transcript, detector, EngineHarness.settings(batch, workers));
    }

    List<String> live = transcript.lines();
    assertThat(live).isEqualTo(EngineHarness.reference(withHistory(), detector, Set.of()).lines());
    assertThat(withoutIncidents(live))
        .isEqualTo(withoutIncidents(one.subList((int) HISTORY, one.size())));
    assertThat(live).noneMatch(line -> line.contains(" warming "));
  }

  @Test
  void the_first_alert_is_of_the_first_live_anomaly() throws Exception {
    List<String> one = EngineHarness.reference(part(0, ALL), FOREST, Set.of()).lines();
    assertThat(one.subList(0, (int) HISTORY)).anyMatch(line -> line.contains("OPENED"));

    try (EngineRun run = new EngineRun()) {
      run.runToEnd(withHistory(), transcript, FOREST, EngineHarness.settings(100, 4));
    }

    List<String> ofOne = ofSeries("series-0", transcript.lines());
    String firstChange = ofOne.stream().filter(line -> line.contains("Incident")).findFirst().get();
    String firstAnomaly =
        ofOne.stream().filter(line -> line.contains("Explanation")).findFirst().get();
    assertThat(firstChange).contains("transition=OPENED").isEqualTo(firstAnomaly);
  }

  @Test
  void its_records_are_counted_and_nothing_that_is_said_of_them() throws Exception {
    try (EngineRun run = new EngineRun()) {
      run.runToEnd(withHistory(), transcript, FOREST, EngineHarness.settings(100, 4));

      RecordCounts counts = run.monitor.counts();
      String live = String.join("\n", transcript.lines());
      assertThat(run.monitor.read()).isEqualTo(ALL);
      assertThat(counts.settled()).isEqualTo(ALL);
      assertThat(counts.get(RecordCount.HISTORY)).isEqualTo(HISTORY);
      assertThat(counts.get(RecordCount.OPENED))
          .isEqualTo(live.split("transition=OPENED", -1).length - 1);
      assertThat(counts.get(RecordCount.DRIFTS))
          .isEqualTo(live.split("DriftDetected", -1).length - 1);
      assertThat(counts.get(RecordCount.ANOMALIES))
          .isEqualTo(live.split("Explanation", -1).length - 1);
      assertThat(run.monitor.evaluation().all().total())
          .isEqualTo(live.lines().filter(line -> line.contains(" scored ")).count());
    }
  }

  @Test
  void where_nothing_called_for_an_alert_the_state_is_that_of_one_source() throws Exception {
    Detector unmoved = new ZScore(20, 1e5);
    try (EngineRun run = new EngineRun().withStore(store("two"))) {
      run.runToEnd(withHistory(), transcript, unmoved, EngineHarness.settings(100, 4));
    }
    try (EngineRun run = new EngineRun().withStore(store("one"))) {
      run.runToEnd(part(0, ALL), transcript, unmoved, EngineHarness.settings(7, 1));
    }

    assertThat(store("two").latest("scripted").orElseThrow().stateHash())
        .isEqualTo(store("one").latest("scripted").orElseThrow().stateHash());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void cut_off_at_any_moment_nothing_is_lost_or_learnt_twice(long seed) throws Exception {
    SplitMix64 random = new SplitMix64(seed);
    RecordCounts counts = RecordCounts.NONE;
    LocalCheckpointStore store = store("cut");
    for (int lives = 0; counts.settled() < ALL; lives++) {
      int workers = 1 + lives % 4;
      List<Long> before = store.numbers("scripted");
      try (EngineRun run = new EngineRun().withStore(store)) {
        Source source =
            new SourceWithHistory(part(0, HISTORY), part(HISTORY, ALL).checkpointAfter(300));
        run.start(source, transcript, FOREST, EngineHarness.settings(20, workers));
        run.await(PipelineEvent.Started.class);
        long until = run.monitor.counts().settled() + 200 + random.nextInt(2_500);
        // A life that saves nothing gets nowhere.
        while (run.monitor.counts().settled() < ALL
            && (run.monitor.counts().settled() < until
                || store.numbers("scripted").equals(before))) {
          Thread.onSpinWait();
        }
        counts = run.monitor.counts();
      }
    }

    assertThat(counts.get(RecordCount.HISTORY)).isEqualTo(HISTORY);
    assertThat(transcript.distinct())
        .isEqualTo(EngineHarness.reference(withHistory(), FOREST, Set.of()).lines());
  }

  @Test
  @Timeout(60)
  void checkpoints_on_both_sides_are_what_the_reference_engine_comes_to() throws Exception {
    ScriptedSource live = part(30_000, 60_000).checkpointAfter(500);
    Source source = new SourceWithHistory(part(0, 30_000), live);
    try (EngineRun run = new EngineRun().withStore(store("all"))) {
      run.runToEnd(source, transcript, plan(), EngineHarness.settings(50, 4));
    }

    List<Long> numbers = store("all").numbers("scripted");
    List<String> positions = new ArrayList<>();
    for (int i = 1; i < numbers.size(); i++) {
      CheckpointReader from = store("all").open("scripted", numbers.get(i - 1));
      CheckpointReader to = store("all").open("scripted", numbers.get(i));
      positions.add(from.header().position());
      Replay.Setup setup =
          new Replay.Setup(source, plan(), EngineHarness.settings(100, 4), Set.of());
      assertThat(Replay.run(setup, from, new Position(to.header().position())).stateHash())
          .as("from %s to %s", from.header().position(), to.header().position())
          .isEqualTo(to.stateHash());
    }
    positions.add(store("all").open("scripted", numbers.getLast()).header().position());
    assertThat(positions).anyMatch(place -> place.startsWith("history:"));
    assertThat(positions).anyMatch(place -> !place.startsWith("history:"));
  }

  @Test
  void once_there_is_a_checkpoint_a_history_that_was_read_is_not_read_again() throws Exception {
    ScriptedSource history = part(0, HISTORY);
    for (long records : new long[] {HISTORY + 1_000, ALL}) {
      Source source = new SourceWithHistory(history, part(HISTORY, records));
      try (EngineRun run = new EngineRun().withStore(store("again"))) {
        run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 4));
        assertThat(run.monitor.counts().settled()).isEqualTo(records);
        assertThat(run.monitor.counts().get(RecordCount.HISTORY)).isEqualTo(HISTORY);
      }
    }

    assertThat(history.opens()).isOne();
  }

  @Test
  void behind_a_source_that_cannot_be_read_again_it_is_not_read_again_either() throws Exception {
    ScriptedSource history = part(0, HISTORY);
    for (int life = 0; life < 2; life++) {
      Source source = new SourceWithHistory(history, new Once(part(HISTORY, HISTORY + 500)));
      try (EngineRun run = new EngineRun().withStore(store("once"))) {
        run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 4));
      }
    }

    assertThat(history.opens()).isOne();
    assertThat(transcript.lines()).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void a_history_that_was_taken_away_before_its_end_is_left_behind() {
    assertThat(part(0, 10).resumeAt(new Position("history:5"))).isEmpty();
    assertThat(part(0, 10).resumeAt(new Position("5"))).hasValue(new Position("5"));
  }

  @Test
  void a_history_that_was_added_later_is_left_out() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store("later"))) {
      run.runToEnd(part(0, 1_000), transcript, FOREST, EngineHarness.settings(100, 4));
    }
    ScriptedSource history = part(0, HISTORY);
    try (EngineRun run = new EngineRun().withStore(store("later"))) {
      Source source = new SourceWithHistory(history, part(0, 2_000));
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 4));
    }

    assertThat(history.opens()).isZero();
    assertThat(transcript.lines())
        .isEqualTo(EngineHarness.reference(part(0, 2_000), FOREST, Set.of()).lines());
  }

  @Test
  void time_may_go_back_behind_it() throws Exception {
    Source source = new SourceWithHistory(part(0, HISTORY), part(0, 3_000));
    List<String> expected = EngineHarness.reference(source, plan()).lines();

    try (EngineRun run = new EngineRun()) {
      run.runToEnd(source, transcript, plan(), EngineHarness.settings(100, 4));
    }

    assertThat(transcript.lines()).hasSize(3_000).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void who_is_silent_in_it_is_not_told_of_and_begins_anew(int workers) throws Exception {
    Source source =
        new SourceWithHistory(
            part(0, HISTORY).halting(), part(HISTORY, ALL).checkpointAfter(300).halting());
    Source one = part(0, ALL).halting();
    List<String> whole = EngineHarness.reference(one, plan()).lines();
    assertThat(silences(whole.subList((int) HISTORY, (int) ALL))).contains("RESOLVED");

    try (EngineRun run = new EngineRun().withStore(store("silent"))) {
      run.runToEnd(source, transcript, plan(), EngineHarness.settings(50, workers));
      assertThat(run.monitor.counts().get(RecordCount.SILENT))
          .isEqualTo(2 * count("OPENED") - silences(transcript.lines()).size());
    }

    assertThat(transcript.lines()).isEqualTo(EngineHarness.reference(source, plan()).lines());
    assertThat(count("OPENED")).isPositive();
    for (int series = 0; series < 9; series++) {
      String key = "series=series-" + series + ",";
      List<String> own =
          transcript.lines().stream()
              .flatMap(line -> Stream.of(line.split(" \\| ")))
              .filter(event -> event.startsWith("SilenceChanged") && event.contains(key))
              .toList();
      assertThat(own.stream().limit(1)).allMatch(event -> event.contains("OPENED"));
    }
  }

  private long count(String transition) {
    return silences(transcript.lines()).stream().filter(transition::equals).count();
  }

  private static List<String> silences(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(" \\| ")))
        .filter(event -> event.startsWith("SilenceChanged"))
        .map(event -> event.contains("OPENED") ? "OPENED" : "RESOLVED")
        .toList();
  }

  private static List<String> ofSeries(String series, List<String> lines) {
    return lines.stream().filter(line -> line.contains(" " + series + " ")).toList();
  }

  /** What is said of records alone: incidents of the history are not there. */
  private static List<String> withoutIncidents(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll(" \\| IncidentChanged\\[[^]]*]", ""))
        .toList();
  }

  private static DetectorPlan plan() {
    return new DetectorPlan(
        List.of(
            new DetectorPlan.Rule("series-1*", FOREST, SilenceRule.AUTO),
            new DetectorPlan.Rule("*", FOREST, new SilenceRule.After(9_000_000_000_000L))));
  }

  private static Source withHistory() {
    return new SourceWithHistory(part(0, HISTORY), part(HISTORY, ALL));
  }

  private static ScriptedSource part(long from, long to) {
    return new ScriptedSource("scripted", to, 9, 1, List.of()).beginningAt(from);
  }

  private LocalCheckpointStore store(String name) {
    return new LocalCheckpointStore(directory.resolve(name), 1_000, message -> {});
  }

  /** What was read of it is gone. */
  private record Once(Source records) implements Source {

    @Override
    public String name() {
      return records.name();
    }

    @Override
    public boolean rewindable() {
      return false;
    }

    @Override
    public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
      assertThat(from).isEmpty();
      return records.open(from, series);
    }
  }
}
