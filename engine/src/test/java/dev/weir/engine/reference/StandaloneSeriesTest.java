package dev.weir.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.ewma.Ewma;
import dev.weir.detectors.halfspace.HalfSpaceTrees;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.lof.LocalOutlierFactor;
import dev.weir.detectors.mahalanobis.MahalanobisReference;
import dev.weir.detectors.randomcutforest.RandomCutForest;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.series.EventTime;
import dev.weir.series.Judge;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.StandaloneSeries;
import dev.weir.series.Status;
import dev.weir.series.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A series outside of an engine says of every record what the reference engine says, whatever the
 * detector, and however often it is saved and restored.
 *
 * <p>All 100,000 records of each detector: {@code -Dweir.series.records=100000}; otherwise as many
 * as a detector scores in a few seconds.
 */
class StandaloneSeriesTest {

  private static final int ROUND_TRIPS = 1_000;
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;
  private static final Set<Integer> POISON = Set.of(900, 2_900);

  /** A detector, with the number of records that take a few seconds. */
  private record Case(Detector detector, int affordable) {

    int records() {
      return Integer.getInteger("weir.series.records", affordable);
    }

    int features() {
      return detector instanceof Auto ? 1 : 2;
    }

    Detector tuned() {
      AlertFilter filter = new AlertFilter(AlertFilter.Direction.BOTH, 0.5, 0, -6, 60);
      return AlertPolicyDetector.of(detector, AlertBudget.atMost("0.5%"), filter);
    }

    @Override
    public String toString() {
      return detector.name();
    }
  }

  static List<Case> cases() {
    return Detectors.defaults().stream()
        .map(detector -> new Case(quick(detector), detector instanceof Auto ? 6_000 : 8_000))
        .toList();
  }

  /** The detector with settings by which much happens within few records. */
  private static Detector quick(Detector detector) {
    return switch (detector) {
      case Ewma _ -> new Ewma(0.2, 0.01);
      case HalfSpaceTrees _ -> new HalfSpaceTrees(3, 6, 50, 0.01);
      case IsolationForest _ -> new IsolationForest(10, 32, 80, 0.05);
      case LocalOutlierFactor _ -> new LocalOutlierFactor(5, 32, 0.01);
      case MahalanobisReference _ -> new MahalanobisReference(50, 0.1, 640, 0.001);
      case RandomCutForest _ -> new RandomCutForest(3, 16, 1, 0.01);
      case RobustZScore _ -> new RobustZScore(30, 3.5);
      case ZScore _ -> new ZScore(20, 2.5);
      default -> detector;
    };
  }

  @Test
  void every_detector_is_among_them() {
    assertThat(cases().stream().map(Case::toString))
        .containsExactlyElementsOf(Detectors.defaults().stream().map(Detector::name).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_verdict_and_event_is_the_reference_engines(Case given) {
    Detector detector = given.tuned();
    List<String> names = IntStream.range(0, given.features()).mapToObj(i -> "f" + i).toList();
    SeriesTable table = new SeriesTable(DetectorPlan.all(detector), SeriesTable.Admission.ALL);
    Series admitted = table.intern("series", names);
    ReferenceEngine reference = new ReferenceEngine(EngineHarness.RULES, poison());
    Series series = Series.of("series", names, Judge.of(detector));
    StandaloneSeries standalone = StandaloneSeries.fresh("test", series, EngineHarness.RULES);
    Batch batch = new Batch(1, given.features());
    Map<Status, Integer> statuses = new EnumMap<>(Status.class);
    Map<String, Integer> events = new HashMap<>();
    int between = Math.max(1, given.records() / ROUND_TRIPS);
    int roundTrips = 0;

    for (int record = 0; record < given.records(); record++) {
      double[] values = values(record, given.features());
      long time = time(record);
      batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
      batch.timeKind(EventTime.INSTANT);
      batch.values(values, 0, values.length);
      batch.put(admitted, time, Label.NONE, 0, record);
      reference.observe(batch);
      Instant at = Instant.ofEpochSecond(time / SECOND, time % SECOND);
      String position = Integer.toString(record);
      Verdict verdict =
          POISON.contains(record)
              ? standalone.skip(values, at, position)
              : standalone.observe(values, at, position);

      assertThat(said(verdict)).as("%s, record %d", given, record).isEqualTo(said(batch));
      statuses.merge(verdict.status(), 1, Integer::sum);
      verdict.events().forEach(event -> events.merge(kind(event), 1, Integer::sum));
      if (record % between == between - 1) {
        byte[] state = standalone.state();
        if (roundTrips++ % 100 == 0) {
          assertThat(state).isEqualTo(end(reference.save().getFirst(), state.length));
        }
        standalone = StandaloneSeries.restore("test", series, EngineHarness.RULES, state);
        assertThat(standalone.isRelearning()).isFalse();
      }
    }

    assertThat(roundTrips).isGreaterThanOrEqualTo(ROUND_TRIPS);
    // The comparison is worth something only if everything happens in it.
    assertThat(statuses)
        .containsKeys(Status.SCORED, Status.WARMING, Status.UNSCORABLE, Status.DEAD_LETTERED);
    assertThat(events.keySet()).contains("OPENED", "RESOLVED", "DriftDetected");
    if (given.detector() instanceof IsolationForest) {
      assertThat(events.keySet()).contains("Refitted");
    }
  }

  private static Set<String> poison() {
    return Set.copyOf(POISON.stream().map(String::valueOf).toList());
  }

  private static String kind(SeriesEvent event) {
    return event instanceof SeriesEvent.IncidentChanged changed
        ? changed.transition().name()
        : event.getClass().getSimpleName();
  }

  private static byte[] end(byte[] of, int length) {
    return Arrays.copyOfRange(of, of.length - length, of.length);
  }

  /** Everything that is said of a record; numbers are written to the last bit. */
  private static String said(Verdict verdict) {
    return Stream.of(
            verdict.status(),
            verdict.score().map(Object::toString).orElse(""),
            verdict.readyAt(),
            verdict.explanation().map(Object::toString).orElse(""),
            verdict.deadLetter().map(Object::toString).orElse(""),
            verdict.events())
        .map(Object::toString)
        .reduce("", (all, one) -> all + ' ' + one);
  }

  private static String said(Batch batch) {
    Status status = batch.status(0);
    boolean judged = status == Status.SCORED || status == Status.WARMING;
    return Stream.of(
            status,
            judged ? batch.score(0) : "",
            batch.readyAt(0),
            batch.isAnomaly(0) ? batch.explanation(0) : "",
            status == Status.DEAD_LETTERED ? batch.deadLetter(0) : "",
            batch.events())
        .map(Object::toString)
        .reduce("", (all, one) -> all + ' ' + one);
  }

  /** Noise on a level that changes, with spikes, holes and values that are missing. */
  private static double[] values(int record, int features) {
    SplitMix64 random = new SplitMix64(record);
    double[] values = new double[features];
    for (int i = 0; i < features; i++) {
      double noise = random.nextDouble() + random.nextDouble() + random.nextDouble();
      values[i] = 10 + i + noise + record / 1_500 % 4 * 5;
    }
    if (record % 83 == 82) {
      values[record % features] += 40;
    } else if (record % 101 == 100) {
      values[record % features] = Double.NaN;
      if (record % 2 == 0) {
        Arrays.fill(values, Double.NaN);
      }
    }
    return values;
  }

  /** A record a second; some are late. */
  private static long time(int record) {
    return START + (record % 37 == 36 ? record - 20 : record) * SECOND;
  }
}
