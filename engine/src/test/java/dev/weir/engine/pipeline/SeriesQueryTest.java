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
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.series.SeriesSummary;
import dev.weir.series.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question about a series is answered as of a record, whatever is on its way. */
class SeriesQueryTest {

  private static final int RECORDS = 20_000;
  private static final String KEY = "series-0";

  static List<Detector> detectors() {
    return List.of(ZScore.DEFAULT, new IsolationForest(5, 16, 60, 0.05));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void an_answer_holds_after_the_records_that_it_names(Detector detector) throws Exception {
    try (EngineRun run = new EngineRun()) {
      TestProbe<SeriesAnswer> answers = run.kit.createTestProbe(SeriesAnswer.class);
      ActorRef<Pipeline.Command> pipeline =
          run.start(source(), QuietSink.NOTHING, detector, EngineHarness.settings(50, 3));
      run.await(PipelineEvent.Started.class);

      long before = 0;
      long checked = 0;
      long records = 0;
      while (records < RECORDS) {
        pipeline.tell(new Pipeline.Ask(new Question.OfSeries(KEY, answers.getRef())));
        SeriesAnswer answer = answers.receiveMessage();
        records =
            switch (answer) {
              case SeriesAnswer.Known(String name, long after, SeriesSummary summary) -> {
                assertThat(name).isEqualTo("scripted");
                if (after == RECORDS || after >= checked + 1_000) {
                  assertThat(summary.learned()).isEqualTo(learned(detector, after));
                  checked = after;
                }
                yield after;
              }
              case SeriesAnswer.Unknown(String _, long after) -> after;
              case SeriesAnswer.NotRunning _ -> 0;
            };
        assertThat(records).isGreaterThanOrEqualTo(before);
        before = records;
      }
      assertThat(checked).isEqualTo(RECORDS);
    }
  }

  @Test
  void a_series_that_the_pipeline_does_not_have_is_unknown() throws Exception {
    try (EngineRun run = new EngineRun()) {
      TestProbe<SeriesAnswer> answers = run.kit.createTestProbe(SeriesAnswer.class);
      ActorRef<Pipeline.Command> pipeline =
          run.start(source(), QuietSink.NOTHING, ZScore.DEFAULT, EngineHarness.settings(50, 3));
      run.await(PipelineEvent.Ended.class);

      pipeline.tell(new Pipeline.Ask(new Question.OfSeries("series-00", answers.getRef())));

      SeriesAnswer.Unknown answer = answers.expectMessageClass(SeriesAnswer.Unknown.class);
      assertThat(answer.pipeline()).isEqualTo("scripted");
      assertThat(answer.records()).isBetween(1L, (long) RECORDS);
    }
  }

  /** No record lacks some of its values: one that does is judged, but not counted as learnt. */
  private static ScriptedSource source() {
    return new ScriptedSource("scripted", RECORDS, 11, 2, List.of()).lackingAllBut(-1);
  }

  /** How many records of the series the reference engine learns of the first ones. */
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
        boolean judged = status == Status.SCORED || status == Status.WARMING;
        learned += judged && batch.series(row).key().equals(KEY) ? 1 : 0;
      }
    }
    return learned;
  }
}
