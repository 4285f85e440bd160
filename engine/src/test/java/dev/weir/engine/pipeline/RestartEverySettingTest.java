package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Run;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.auto.Memory;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.state.SeriesEntry;
import dev.weir.engine.state.WorkerSeries;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.Transcript;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Restores a series from its saved state at many of its first records, under every detector and
 * every setting that wraps one, and compares what it says from then on, and the state it ends in,
 * with the series that was never restored.
 */
class RestartEverySettingTest {

  private static final int RECORDS = 700;

  /** Records that a restored series is followed. */
  private static final int FOLLOWED = 36;

  /** Records between two restores, at least. */
  private static final int APART = 131;

  /** From here on, records lack the last feature and have another one in its place. */
  private static final int OTHER_FEATURES = 250;

  /** From here on, records have the features of the series again. */
  private static final int SAME_FEATURES = 290;

  private static final long SECOND = 1_000_000_000L;

  /** A setting of a detector, whatever its type. */
  private enum Setting {
    PLAIN,
    BUDGET_SHARE,
    BUDGET_RATE,
    MIN_DEVIATION,
    DIRECTION,
    VALID_RANGE,
    COUNTER,
    COUNTER_PER_SECOND,
    MISSING_PREVIOUS,
    ZERO_IS_MISSING,
    LATENESS,
    MAX_SKEW,
    TIME_ZONE,
    SILENCE_AUTO,
    SILENCE_LIMIT,
    ALL;

    Detector of(Detector detector) {
      return Prepared.of(AlertPolicyDetector.of(detector, budget(), alertFilter()), rules());
    }

    AlertBudget budget() {
      return switch (this) {
        case BUDGET_SHARE, ALL -> AlertBudget.atMost("1%");
        case BUDGET_RATE -> AlertBudget.atMost("20 per hour");
        default -> AlertBudget.NONE;
      };
    }

    AlertFilter alertFilter() {
      double least = this == MIN_DEVIATION || this == ALL ? 0.5 : 0;
      AlertFilter.Direction direction =
          this == DIRECTION ? AlertFilter.Direction.ABOVE : AlertFilter.Direction.BOTH;
      return this == VALID_RANGE || this == ALL
          ? new AlertFilter(direction, least, 0.01, -50, 100)
          : new AlertFilter(
              direction, least, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    DataRules rules() {
      return switch (this) {
        case COUNTER -> rules(Lateness.NONE, Missing.NONE, ValuesAre.COUNTER, "");
        case COUNTER_PER_SECOND ->
            rules(Lateness.NONE, Missing.NONE, ValuesAre.COUNTER_PER_SECOND, "");
        case MISSING_PREVIOUS -> rules(Lateness.NONE, previous(false), ValuesAre.LEVEL, "");
        case ZERO_IS_MISSING -> rules(Lateness.NONE, previous(true), ValuesAre.LEVEL, "");
        case LATENESS -> rules(late(Lateness.Late.SCORE_ONLY), Missing.NONE, ValuesAre.LEVEL, "");
        case MAX_SKEW -> {
          Lateness skewed =
              new Lateness(OptionalLong.of(5_000), OptionalLong.of(60_000), Lateness.Late.DROP);
          yield rules(skewed, Missing.NONE, ValuesAre.LEVEL, "");
        }
        case TIME_ZONE -> rules(Lateness.NONE, Missing.NONE, ValuesAre.LEVEL, "Europe/Berlin");
        case ALL -> rules(late(Lateness.Late.DROP), previous(false), ValuesAre.LEVEL, "Asia/Tokyo");
        default -> DataRules.NONE;
      };
    }

    SilenceRule silence() {
      return switch (this) {
        case SILENCE_AUTO, ALL -> SilenceRule.AUTO;
        case SILENCE_LIMIT -> new SilenceRule.After(20 * SECOND);
        default -> SilenceRule.OFF;
      };
    }

    private static DataRules rules(Lateness late, Missing missing, ValuesAre are, String zone) {
      return new DataRules(late, missing, are, zone);
    }

    private static Lateness late(Lateness.Late late) {
      return new Lateness(OptionalLong.of(5_000), OptionalLong.empty(), late);
    }

    private static Missing previous(boolean zeroIsMissing) {
      return new Missing(Missing.StandIn.PREVIOUS, 0, zeroIsMissing);
    }
  }

  static Stream<Arguments> detectors() {
    List<Detector> detectors = new ArrayList<>(Detectors.defaults());
    Stream.of(Memory.values()).filter(m -> m != Memory.FULL).map(Auto::new).forEach(detectors::add);
    return detectors.stream()
        .flatMap(detector -> Stream.of(1, 2).map(features -> Arguments.of(detector, features)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void a_restored_series_goes_on_as_one_that_was_never_restored(Detector detector, int features)
      throws IOException {
    for (Setting setting : Setting.values()) {
      follow(detector, setting, features);
    }
  }

  private static void follow(Detector detector, Setting setting, int features) throws IOException {
    DriftTest.Kind drift = DriftTest.Kind.values()[setting.ordinal() % 4];
    SeriesRules rules = EngineHarness.settings(1, 1, drift).rules();
    List<String> names = IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
    Life original = Life.begin(detector, setting, rules, names);
    List<Life> restored = new ArrayList<>();
    int shift = setting.ordinal() % 7;
    int at = 0;
    int next = shift;
    while (at < RECORDS) {
      if (at >= next || at == 1) {
        restored.add(original.restored(detector, setting, rules, at));
        next = at + APART + shift;
      }
      int block = 1 + at * 31 % 9;
      List<String> said = original.say(at, block);
      assertThat(said).as("%s, %s", detector, setting).noneMatch(l -> l.contains("FAILED"));
      for (Iterator<Life> lives = restored.iterator(); lives.hasNext(); ) {
        Life life = lives.next();
        assertThat(life.say(at, block))
            .as("%s, %s, restored at record %d", detector, setting, life.from)
            .isEqualTo(said);
        if (at + block - life.from >= FOLLOWED) {
          assertThat(life.state())
              .as("%s, %s, restored at record %d", detector, setting, life.from)
              .isEqualTo(original.state());
          lives.remove();
        }
      }
      at += block;
    }
  }

  /** A series from its start or from a saved state on. */
  private static final class Life {
    private final WorkerSeries state;
    private final int from;
    private final List<SeriesEvent> events = new ArrayList<>();
    private final Run run = new Run();

    private Life(WorkerSeries state, int from) {
      this.state = state;
      this.from = from;
    }

    static Life begin(Detector detector, Setting setting, SeriesRules rules, List<String> names) {
      return new Life(new WorkerSeries(table(detector, setting).intern("series", names), rules), 0);
    }

    Life restored(Detector detector, Setting setting, SeriesRules rules, int at) {
      StateReader in = new StateReader(state());
      SeriesTable table = table(detector, setting);
      WorkerSeries read = SeriesEntry.read(in, table, rules).orElseThrow();
      assertThat(read.isRelearning()).isFalse();
      Series next = table.intern("series", List.of("f0", "other"));
      assertThat(next).as("whatever its next record has").isSameAs(read.series());
      assertThat(next.features()).isEqualTo(state.series().features());
      return new Life(read, at);
    }

    private static SeriesTable table(Detector detector, Setting setting) {
      DetectorPlan.Rule rule = new DetectorPlan.Rule("*", setting.of(detector), setting.silence());
      return new SeriesTable(new DetectorPlan(List.of(rule)), SeriesTable.Admission.ALL);
    }

    ByteBuffer state() {
      StateWriter out = new StateWriter(1_000);
      SeriesEntry.write(state, state.silenceState(), out);
      return out.written();
    }

    /** What it says of the records from {@code first} on. */
    List<String> say(int first, int records) throws IOException {
      int features = state.series().features().size();
      Batch batch = new Batch(records, features);
      batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
      batch.timeKind(EventTime.INSTANT);
      int[] order = new int[records];
      for (int i = 0; i < records; i++) {
        order[i] = i;
        batch.values(values(first + i, features), 0, features);
        batch.put(state.series(), time(first + i), Label.NONE, 0, first + i);
      }
      batch.prepare();
      events.clear();
      int done = 0;
      while (done < records) {
        done = state.process(batch, order, done, records, run, events);
        if (!state.takeTaskBegun() && done < records) {
          deliver();
        }
      }
      state
          .silence()
          .ifPresent(silence -> {
            long before = first == 0 ? time(0) : time(first - 1);
            silence.speak(batch, records - 1, before, time(first + records - 1), events);
          });
      batch.addEvents(events);
      Transcript transcript = new Transcript();
      transcript.writeDown(batch);
      return transcript.lines();
    }

    /** Fits and checks stay under way until a record waits for them. */
    private void deliver() {
      state.tasks().forEach(task -> state.complete(task.run()));
    }

    /** Noise on a step, with spikes, holes, zeros and values out of range. */
    private static double[] values(int record, int features) {
      SplitMix64 random = new SplitMix64(record);
      double[] values = new double[features];
      for (int i = 0; i < features; i++) {
        double noise = random.nextDouble() + random.nextDouble() + random.nextDouble();
        values[i] = 10 + i + noise + (record > 500 ? 6 : 0);
      }
      if (record >= OTHER_FEATURES && record < SAME_FEATURES) {
        values[features - 1] = Double.NaN;
      }
      int odd = record % features;
      if (record % 83 == 82) {
        values[odd] += 40;
      } else if (record % 101 == 100) {
        values[odd] = Double.NaN;
      } else if (record % 61 == 60) {
        values[odd] = 0;
      } else if (record % 211 == 210) {
        values[odd] = 1e6;
      }
      return values;
    }

    /** A record a second; some are late, some far ahead. */
    private static long time(int record) {
      long second = 1_700_000_000L + record;
      if (record % 37 == 36) {
        second -= 20;
      } else if (record % 149 == 148) {
        second += 500;
      }
      return second * SECOND;
    }
  }
}
