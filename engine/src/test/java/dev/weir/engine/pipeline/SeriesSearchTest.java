package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.query.Question;
import dev.weir.engine.query.SearchAnswer;
import dev.weir.engine.query.SeriesSearch;
import dev.weir.engine.query.SeriesSearch.Standing;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.series.SeriesSummary;
import dev.weir.series.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches for series are answered as of a record, in pages of bounded cost. */
class SeriesSearchTest {

  private static final int RECORDS = 20_000;
  private static final int SERIES = 11;

  static List<Detector> detectors() {
    return List.of(ZScore.DEFAULT, new IsolationForest(5, 16, 60, 0.05));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void all_series_of_a_page_are_as_after_the_records_that_it_names(Detector detector)
      throws Exception {
    try (EngineRun run = new EngineRun()) {
      ActorRef<Pipeline.Command> pipeline =
          run.start(source(), QuietSink.NOTHING, detector, EngineHarness.settings(50, 3));
      run.await(PipelineEvent.Started.class);

      TestProbe<SearchAnswer> answers = run.kit.createTestProbe(SearchAnswer.class);
      long checked = 0;
      long records = 0;
      while (records < RECORDS) {
        if (ask(answers, pipeline, all(0, 1_000)) instanceof SearchAnswer.Page page) {
          records = page.records();
          if (records == RECORDS || records >= checked + 1_000) {
            assertThat(page.series().stream().mapToLong(SeriesSummary::learned).sum())
                .isEqualTo(learned(detector, records));
            checked = records;
          }
        }
      }
      assertThat(checked).isEqualTo(RECORDS);
    }
  }

  @Test
  void pages_together_hold_each_series_once_in_the_order_of_admission() throws Exception {
    try (EngineRun run = new EngineRun()) {
      ActorRef<Pipeline.Command> pipeline = ended(run);
      SearchAnswer.Page whole = page(run, pipeline, all(0, 1_000));
      assertThat(whole.next()).isEmpty();
      assertThat(whole.series()).hasSize(SERIES);

      List<SeriesSummary> paged = new ArrayList<>();
      OptionalInt next = OptionalInt.of(0);
      while (next.isPresent()) {
        SearchAnswer.Page page = page(run, pipeline, all(next.getAsInt(), 4));
        assertThat(page.series()).hasSizeLessThanOrEqualTo(4);
        paged.addAll(page.series());
        next = page.next();
      }

      assertThat(paged).isEqualTo(whole.series());
      assertThat(paged.stream().map(SeriesSummary::key)).doesNotHaveDuplicates();
      assertThat(page(run, pipeline, all(SERIES, 4)).series()).isEmpty();
    }
  }

  @Test
  void finds_by_a_part_of_the_key_and_by_state() throws Exception {
    try (EngineRun run = new EngineRun()) {
      ActorRef<Pipeline.Command> pipeline = ended(run);

      assertThat(keys(run, pipeline, "ies-1", Optional.empty()))
          .containsExactlyInAnyOrder("series-1", "series-10");
      assertThat(keys(run, pipeline, "no such", Optional.empty())).isEmpty();
      assertThat(keys(run, pipeline, "", Optional.of(Standing.READY))).hasSize(SERIES);
      assertThat(keys(run, pipeline, "", Optional.of(Standing.WARMING))).isEmpty();
      assertThat(keys(run, pipeline, "", Optional.of(Standing.QUARANTINED))).isEmpty();
    }
  }

  @Test
  void looks_at_no_more_series_than_it_may() throws Exception {
    try (EngineRun run = new EngineRun()) {
      int series = SeriesSearch.MOST_LOOKED_AT + 500;
      ActorRef<Pipeline.Command> pipeline =
          run.start(
              new ScriptedSource("scripted", 12L * series, series, 1, List.of()),
              QuietSink.NOTHING,
              ZScore.DEFAULT,
              EngineHarness.settings(1_000, 3));
      run.await(PipelineEvent.Ended.class);
      awaitRecords(run, pipeline, 12L * series);

      SearchAnswer.Page first =
          page(run, pipeline, new SeriesSearch("no such", Optional.empty(), 0, 10));
      assertThat(first.next()).hasValue(SeriesSearch.MOST_LOOKED_AT);
      assertThat(
              page(
                      run,
                      pipeline,
                      new SeriesSearch(
                          "no such", Optional.empty(), SeriesSearch.MOST_LOOKED_AT, 10))
                  .next())
          .isEmpty();
    }
  }

  private static SeriesSearch all(int from, int limit) {
    return new SeriesSearch("", Optional.empty(), from, limit);
  }

  private static List<String> keys(
      EngineRun run,
      ActorRef<Pipeline.Command> pipeline,
      String text,
      Optional<Standing> standing) {
    return page(run, pipeline, new SeriesSearch(text, standing, 0, 1_000)).series().stream()
        .map(SeriesSummary::key)
        .toList();
  }

  private static SearchAnswer.Page page(
      EngineRun run, ActorRef<Pipeline.Command> pipeline, SeriesSearch search) {
    return (SearchAnswer.Page) ask(run.kit.createTestProbe(SearchAnswer.class), pipeline, search);
  }

  private static SearchAnswer ask(
      TestProbe<SearchAnswer> answers, ActorRef<Pipeline.Command> pipeline, SeriesSearch search) {
    pipeline.tell(new Pipeline.Ask(new Question.OfAllSeries(search, answers.getRef())));
    return answers.receiveMessage();
  }

  /** A pipeline that has dispatched every record of its source. */
  private static ActorRef<Pipeline.Command> ended(EngineRun run) {
    ActorRef<Pipeline.Command> pipeline =
        run.start(source(), QuietSink.NOTHING, ZScore.DEFAULT, EngineHarness.settings(50, 3));
    run.await(PipelineEvent.Ended.class);
    awaitRecords(run, pipeline, RECORDS);
    return pipeline;
  }

  /** Its source is at its end, and the last records may be on their way. */
  static void awaitRecords(EngineRun run, ActorRef<Pipeline.Command> pipeline, long records) {
    TestProbe<SearchAnswer> answers = run.kit.createTestProbe(SearchAnswer.class);
    while (((SearchAnswer.Page) ask(answers, pipeline, all(0, 1))).records() < records) {
      Thread.onSpinWait();
    }
  }

  private static ScriptedSource source() {
    return new ScriptedSource("scripted", RECORDS, SERIES, 2, List.of()).lackingAllBut(-1);
  }

  /** How many records the reference engine learns of the first ones. */
  private static long learned(Detector detector, long records) throws Exception {
    SeriesTable table = new SeriesTable(DetectorPlan.all(detector), SeriesTable.Admission.ALL);
    ReferenceEngine engine = new ReferenceEngine(EngineHarness.RULES, Set.of());
    Batch batch = new Batch((int) records, 2);
    long learned = 0;
    try (Source.Reader reader = source().open(Optional.empty(), table)) {
      batch.clear(new Batch.Stream("scripted", 0, reader.positions(), reader.phase()));
      reader.poll(batch, (int) records, Duration.ZERO);
      engine.observe(batch);
      for (int row = 0; row < batch.size(); row++) {
        Status status = batch.status(row);
        learned += status == Status.SCORED || status == Status.WARMING ? 1 : 0;
      }
    }
    return learned;
  }
}
