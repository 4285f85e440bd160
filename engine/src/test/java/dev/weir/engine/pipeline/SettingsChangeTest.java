package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.Mark;
import dev.weir.detectors.Detector;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.journal.JournalledSettingsLog;
import dev.weir.engine.journal.SettingsLog;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import dev.weir.series.SeriesRules;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings that change between two lives of a pipeline count from the first record on that no sink
 * has seen, and what was learnt is kept where it does not depend on them.
 */
class SettingsChangeTest {

  private static final int SERIES = 1_000;
  private static final long RECORDS = 60_000;

  private static final SettingsLog.Judging LOW = judging(new ZScore(20, 2.5), EngineHarness.RULES);
  private static final SettingsLog.Judging HIGH = judging(new ZScore(20, 4), EngineHarness.RULES);

  @TempDir Path directory;

  private final Transcript transcript = new Transcript();
  private final Map<String, SettingsLog.Judging> known = new HashMap<>();

  @Test
  void an_orderly_restart_with_another_threshold_keeps_what_was_learnt() throws Exception {
    runToEnd(LOW, RECORDS / 2);
    runToEnd(HIGH, RECORDS);

    assertThat(transcript.lines()).hasSize((int) RECORDS);
    assertThat(transcript.lines()).isEqualTo(reference(List.of(LOW, HIGH), List.of(RECORDS / 2)));
    assertThat(warmingFrom(RECORDS / 2)).isEqualTo(warmingOf(LOW, RECORDS / 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cut_off_and_started_with_another_threshold_no_record_has_two_ids(long seed)
      throws Exception {
    cutOffAndEnd(
        seed, List.of(LOW, HIGH, judging(new ZScore(20, 3), EngineHarness.RULES), LOW, HIGH));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void a_forest_goes_on_with_another_contamination_budget_and_refit_cadence(long seed)
      throws Exception {
    Detector few = new IsolationForest(10, 32, 80, 0.02);
    Detector many = new IsolationForest(10, 32, 80, 0.1);
    AlertFilter filter = new AlertFilter(AlertFilter.Direction.ABOVE, 0.5, 0, 0, 1e9);
    Detector budgeted = AlertPolicyDetector.of(few, AlertBudget.atMost("1%"), filter);
    cutOffAndEnd(
        seed,
        List.of(
            judging(few, EngineHarness.RULES),
            judging(many, cadence(150, 60)),
            judging(budgeted, cadence(150, 60)),
            judging(many, cadence(70, 10)),
            judging(few, EngineHarness.RULES)));
  }

  @Test
  void settings_of_before_the_last_change_judge_what_is_read_again_from_an_older_checkpoint()
      throws Exception {
    runToEnd(LOW, 20_000);
    runToEnd(HIGH, 40_000);
    // The checkpoints of the second life are lost.
    LocalCheckpointStore store = store();
    List<Long> numbers = store.numbers("scripted");
    assertThat(numbers).hasSizeGreaterThan(1);
    SettingsLog.Stretch first = log(HIGH).stretch("scripted", 0, 10_000);
    SettingsLog.Stretch second = log(HIGH).stretch("scripted", 0, 20_000);

    assertThat(first.judging()).isSameAs(LOW);
    assertThat(first.until()).hasValue(20_000);
    assertThat(second.judging()).isSameAs(HIGH);
    assertThat(second.until()).isEmpty();
  }

  @Test
  void settings_that_are_not_understood_are_reported_and_the_current_ones_judge() throws Exception {
    runToEnd(LOW, 1_000);
    Mark mark = log(LOW).mark("scripted", 0);
    mark.moveTo(1_500);
    mark.close();
    List<String> reports = new ArrayList<>();
    SettingsLog other =
        new JournalledSettingsLog(
            directory,
            "other",
            HIGH,
            text -> {
              throw new java.io.IOException("not understood");
            },
            (pipeline, reason) -> reports.add(pipeline + ": " + reason));

    SettingsLog.Stretch stretch = other.stretch("scripted", 0, 1_000);

    assertThat(stretch.judging()).isSameAs(HIGH);
    assertThat(stretch.until()).isEmpty();
    assertThat(reports).containsExactly("scripted: not understood");
  }

  /** Each life has the next settings and is cut off somewhere, but for the last. */
  private void cutOffAndEnd(long seed, List<SettingsLog.Judging> lives) throws Exception {
    SplitMix64 random = new SplitMix64(seed);
    for (SettingsLog.Judging judging : lives.subList(0, lives.size() - 1)) {
      try (EngineRun run = new EngineRun().withStore(store()).withSettings(log(judging))) {
        long more = 2_000 + random.nextInt(6_000);
        // It holds soon after, so that no life can run to the end before it is cut off.
        ScriptedSource source = source(RECORDS).checkpointAfter(700).holdAfter(more + 3_000);
        long until = transcript.lines().size() + more;
        run.start(
            source,
            transcript,
            judging.plan(),
            EngineHarness.settings(50, 3, judging.rules()),
            error -> {});
        run.await(PipelineEvent.Started.class);
        while (transcript.lines().size() < until && transcript.lines().size() < RECORDS) {
          Thread.onSpinWait();
        }
      }
    }
    runToEnd(lives.getLast(), RECORDS);

    Map<String, Set<String>> ids = new HashMap<>();
    for (String line : transcript.lines()) {
      String[] words = line.split(" ", 3);
      ids.computeIfAbsent(words[1], position -> new HashSet<>()).add(words[0]);
    }
    assertThat(ids).hasSize((int) RECORDS);
    assertThat(ids.values()).allMatch(each -> each.size() == 1);
    List<SettingsLog.Judging> judgings = new ArrayList<>();
    List<Long> changes = new ArrayList<>();
    SettingsLog.Stretch stretch = log(lives.getLast()).stretch("scripted", 0, 0);
    judgings.add(stretch.judging());
    while (stretch.until().isPresent()) {
      changes.add(stretch.until().getAsLong());
      stretch = log(lives.getLast()).stretch("scripted", 0, changes.getLast());
      judgings.add(stretch.judging());
    }
    // A life that is cut off while it reads again what was written makes the change before it void.
    assertThat(changes).isNotEmpty();
    assertThat(transcript.distinct()).isEqualTo(reference(judgings, changes));
  }

  private void runToEnd(SettingsLog.Judging judging, long records) {
    try (EngineRun run = new EngineRun().withStore(store()).withSettings(log(judging))) {
      PipelineEvent.Stopped stopped =
          run.runToEnd(
              source(records),
              transcript,
              judging.plan(),
              EngineHarness.settings(100, 4, judging.rules()));
      assertThat(stopped.unsaved()).isEmpty();
    }
  }

  /** What the reference engine says if settings change behind these numbers of records. */
  private static List<String> reference(List<SettingsLog.Judging> judgings, List<Long> changes)
      throws Exception {
    Transcript expected = new Transcript();
    Source source = source(RECORDS);
    List<byte[]> state = List.of();
    Optional<Position> from = Optional.empty();
    long read = 0;
    for (int i = 0; i < judgings.size(); i++) {
      SettingsLog.Judging judging = judgings.get(i);
      SeriesTable table = new SeriesTable(judging.plan(), SeriesTable.Admission.ALL);
      ReferenceEngine engine = new ReferenceEngine(judging.rules(), Set.of());
      state.forEach(entry -> engine.restore(ByteBuffer.wrap(entry), table));
      long until = i < changes.size() ? changes.get(i) : RECORDS;
      Batch batch = new Batch(100, 1);
      try (Source.Reader reader = source.open(from, table)) {
        while (read < until) {
          batch.clear(new Batch.Stream(source.name(), 0, reader.positions(), reader.phase()));
          reader.poll(batch, (int) Math.min(100, until - read), Duration.ZERO);
          read += batch.size();
          engine.observe(batch);
          expected.writeDown(batch);
        }
        from = Optional.of(reader.position());
      }
      state = engine.save();
    }
    return expected.lines();
  }

  /** How many records from one on are warming. */
  private long warmingFrom(long record) {
    return transcript.lines().stream()
        .filter(line -> line.split(" ", 4)[2].equals("warming"))
        .filter(line -> Long.parseLong(line.split(" ", 4)[1]) > record)
        .count();
  }

  private static long warmingOf(SettingsLog.Judging judging, long record) throws Exception {
    return reference(List.of(judging), List.of()).stream()
        .filter(line -> line.split(" ", 4)[2].equals("warming"))
        .filter(line -> Long.parseLong(line.split(" ", 4)[1]) > record)
        .count();
  }

  private static SettingsLog.Judging judging(Detector detector, SeriesRules rules) {
    return new SettingsLog.Judging(DetectorPlan.all(detector), rules);
  }

  private static SeriesRules cadence(int refitEvery, int refitLag) {
    SeriesRules rules = EngineHarness.RULES;
    return new SeriesRules(
        rules.fitAfter(),
        refitEvery,
        refitLag,
        rules.drift(),
        rules.driftAction(),
        rules.incidents(),
        rules.quarantineAfter());
  }

  private SettingsLog log(SettingsLog.Judging judging) {
    String text = judging.plan().rules().getFirst().detector().identity() + " " + judging.rules();
    known.put(text, judging);
    return new JournalledSettingsLog(
        directory,
        text,
        judging,
        earlier -> known.get(earlier),
        (pipeline, reason) -> {
          throw new AssertionError(pipeline + ": " + reason);
        });
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, 3, message -> {});
  }

  private static ScriptedSource source(long records) {
    return new ScriptedSource("scripted", records, SERIES, 1, List.of());
  }
}
