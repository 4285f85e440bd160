package dev.weir.app.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.series.EventTime;
import dev.weir.series.SeriesRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommendationTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Duration BUDGET = Duration.ofDays(1);

  /** A clock that only the detectors of a test move. */
  private final AtomicLong clock = new AtomicLong();

  @Test
  void no_figure_is_known_beforehand() {
    JsonNode json = measure(noise(3_000, 1), sharp(1_000), slow(10_000), blind(100));

    assertThat(json.at("/measurements/0/records_per_second").asDouble()).isEqualTo(1e6);
    assertThat(json.at("/measurements/1/records_per_second").asDouble()).isEqualTo(1e5);
    assertThat(json.at("/measurements/2/records_per_second").asDouble()).isEqualTo(1e7);
    assertThat(json.at("/measurements/1/speed_up").asDouble()).isEqualTo(0.1);
    assertThat(json.at("/measurements/0/quality/f1/value").asDouble()).isGreaterThan(0.5);
    assertThat(json.at("/measurements/2/quality/f1/value").asDouble()).isZero();
    assertThat(json.at("/measurements/2/quality/found").asInt()).isZero();
    assertThat(json.at("/advice/high_throughput/detector").asText()).isEqualTo("sharp");
  }

  @Test
  void the_advice_follows_the_measurements() {
    JsonNode json = measure(noise(3_000, 1), sharp(10_000), slow(1_000), blind(100));

    assertThat(json.at("/advice/high_throughput/detector").asText()).isEqualTo("slow");
    assertThat(json.at("/advice/high_throughput/runner_up").asText()).isEqualTo("sharp");
    assertThat(json.at("/advice/high_throughput/tie").asBoolean()).isTrue();
    assertThat(json.at("/advice/high_throughput/reason").asText()).contains("1,000,000 records/s");
    assertThat(json.at("/advice/high_throughput/trade_offs").asText())
        .contains("blind is 10.0 times as fast");
  }

  @Test
  void the_same_data_gives_the_same_answer() {
    String first = measure(noise(2_000, 3), sharp(1_000), blind(100)).at("/advice").toString();
    String second = measure(noise(2_000, 3), sharp(1_000), blind(100)).at("/advice").toString();

    // The bytes of a series are measured on the heap: they are the same to some per cent only.
    assertThat(first.replaceAll("[0-9,]+ bytes", "bytes"))
        .isEqualTo(second.replaceAll("[0-9,]+ bytes", "bytes"));
  }

  @Test
  void labels_of_the_data_are_what_counts() {
    LoadedSeries labelled = new LoadedSeries("s", List.of("v"), EventTime.INSTANT);
    LoadedSeries noise = noise(2_000, 5);
    for (int row = 0; row < noise.size(); row++) {
      boolean odd = row >= 500 && row % 100 == 0;
      double value = noise.value(row, 0) + (odd ? 50 : 0);
      labelled.add(new double[] {value}, 0, row * SECOND, odd ? Label.ANOMALOUS : Label.NORMAL);
    }

    JsonNode json = measure(labelled, sharp(1_000), blind(100));

    assertThat(json.at("/data/anomalies").asText()).isEqualTo("labels");
    assertThat(json.at("/data/events").asInt()).isEqualTo(15);
    assertThat(json.at("/measurements/0/quality/found").asInt()).isEqualTo(15);
    assertThat(json.at("/measurements/0/quality/f1/high").asDouble()).isEqualTo(1);
  }

  @Test
  void too_few_events_are_no_evidence() {
    JsonNode json = measure(noise(1_000, 1), sharp(1_000));

    assertThat(json.at("/data/events").asInt()).isEqualTo(2);
    assertThat(json.at("/no_advice").asText())
        .isEqualTo("not enough evidence: the data has 2 anomalous events, and 5 are needed");
    assertThat(json.at("/advice").isEmpty()).isTrue();
  }

  @Test
  void only_blind_detectors_are_no_evidence() {
    JsonNode json = measure(noise(3_000, 1), blind(100));

    assertThat(json.at("/no_advice").asText()).contains("of no detector it is certain");
  }

  @Test
  void what_does_not_fit_into_the_budget_is_said() {
    Recommendation recommendation =
        Recommendation.of(
            new Dataset(List.of(noise(3_000, 1)), Dataset.Origin.LABELS, 0, 0),
            List.of(sharp(1_000), slow(SECOND)));

    recommendation.run(Duration.ofSeconds(10), clock::get, _ -> {});

    assertThat(recommendation.measured()).hasSize(1);
    assertThat(recommendation.notMeasured()).containsExactly("slow: the time was over (--budget)");
    assertThat(RecommendationTable.of(recommendation))
        .contains("Not measured: slow: the time was over (--budget)")
        .contains("high throughput: sharp");
  }

  @Test
  void features_that_repeat_or_never_change_are_not_chosen() {
    LoadedSeries series =
        new LoadedSeries("s", List.of("heavy", "constant", "again", "plain"), EventTime.NUMBER);
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < 1_000; row++) {
      double heavy = Math.pow(random.nextGaussian(), 3);
      double[] values = {heavy, 7, 2 * heavy + 1, random.nextGaussian()};
      series.add(values, 0, row, Label.NORMAL);
    }

    assertThat(FeatureSelection.of(series)).hasSize(2).contains(3).doesNotContain(1);
  }

  @Test
  void every_kind_of_anomaly_is_put_in() {
    LoadedSeries noise = noise(500 + 5 * 250, 2);

    Dataset changed = Injection.into(new Dataset(List.of(noise), Dataset.Origin.LABELS, 0, 0), 7);

    LoadedSeries series = changed.series().getFirst();
    assertThat(changed.origin()).isEqualTo(Dataset.Origin.INJECTED);
    assertThat(changed.events()).isEqualTo(5);
    int[] anomalous = IntStream.range(0, series.size()).filter(series::isAnomalous).toArray();
    assertThat(anomalous).hasSize(1 + 1 + 20 + 20 + 40);
    assertThat(Arrays.stream(anomalous).min().orElseThrow()).isGreaterThanOrEqualTo(500);
    assertThat(noise.events()).isZero();
  }

  private JsonNode measure(LoadedSeries series, Candidate... candidates) {
    Recommendation recommendation =
        Recommendation.of(
            new Dataset(List.of(series), Dataset.Origin.LABELS, 0, 0), List.of(candidates));
    recommendation.run(BUDGET, clock::get, _ -> {});
    return RecommendationJson.of(recommendation);
  }

  private Candidate sharp(long nanos) {
    return candidate("sharp", new ZScore(60, 5), nanos);
  }

  private Candidate slow(long nanos) {
    return candidate("slow", new ZScore(60, 5), nanos);
  }

  /** Its threshold is so high that nothing reaches it. */
  private Candidate blind(long nanos) {
    return candidate("blind", new ZScore(60, 1_000), nanos);
  }

  private Candidate candidate(String name, ZScore inner, long nanos) {
    return new Candidate(
        name,
        List.of("test"),
        List.of("weir.detectors = []"),
        DetectorPlan.all(new TimedDetector(inner, nanos, clock)),
        SeriesRules.DEFAULT,
        false);
  }

  private static LoadedSeries noise(int rows, long seed) {
    LoadedSeries series = new LoadedSeries("s", List.of("v"), EventTime.INSTANT);
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < rows; row++) {
      double[] values = {100 + random.nextGaussian()};
      series.add(values, 0, row * 60 * SECOND, Label.NONE);
    }
    return series;
  }
}
