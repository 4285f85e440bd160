package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.file.FileSettings;
import dev.weir.connectors.file.Only;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.connectors.text.LineFormat;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.TextSettings;
import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Lateness.Late;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Missing.StandIn;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Entries of lists, each type with its defaults, values from the file, and bad values. */
class EntriesTest {

  @Nested
  class Simulators extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      SimulatorSettings defaults = SimulatorSettings.defaults();
      SourceSettings.Simulated source =
          (SourceSettings.Simulated)
              settings("weir.sources = [{ type = simulator }]").sources().getFirst();

      assertThat(source.name()).isEqualTo("simulator");
      assertThat(source.rate()).isEqualTo(1000);
      assertThat(source.settings())
          .usingRecursiveComparison()
          .ignoringFields("season", "missing", "drift")
          .isEqualTo(defaults);
      assertThat(source.settings().drift()).isEqualTo(new SimulatorSettings.Drift(0, 2, 1));
      assertThat(source.settings().season()).isEqualTo(new SimulatorSettings.Season(0, 2));
      assertThat(source.settings().missing()).isEqualTo(new SimulatorSettings.Missing(0, 20));
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      String text =
          """
          weir.sources = [{ type = simulator, name = s, rate = max, count = 9, series = 2
            features = 3, anomaly-rate = 0.5, seed = -1, anomalies = [scale, outlier]
            start = "2027-01-01T00:00:00Z", interval = 5ms
            drift { after = 1, size = 3, over = 4 }, season { period = 5, amplitude = 6 }
            missing { rate = 0.1, length = 7 } }]
          """;

      assertThat(settings(text).sources())
          .containsExactly(
              new SourceSettings.Simulated(
                  "s",
                  new SimulatorSettings(
                      9,
                      2,
                      3,
                      0.5,
                      -1,
                      SimulatorSettings.Pattern.NORMAL,
                      EnumSet.of(Anomaly.SCALE, Anomaly.OUTLIER),
                      new SimulatorSettings.Drift(1, 3, 4),
                      new SimulatorSettings.Season(5, 6),
                      new SimulatorSettings.Missing(0.1, 7),
                      Instant.parse("2027-01-01T00:00:00Z"),
                      5_000_000),
                  Double.POSITIVE_INFINITY));
    }

    @Test
    void refuses_values_that_make_no_sense() {
      String text =
          """
          weir.sources = [{ type = simulator, name = "a/b", rate = fast, count = -1, series = 0
            features = 0, anomaly-rate = 2, seed = x, pattern = odd, anomalies = [shrink]
            start = yesterday, interval = 0s, drift { over = 0 }, season { period = -1 }
            missing { rate = 2, lenght = 3 } }]
          """;

      assertThat(problems(text))
          .hasSize(15)
          .contains(
              "weir.conf:1: weir.sources[0].name must be 1 to 100 letters, digits, blanks or . _ -",
              "weir.conf:1: weir.sources[0].rate must be a number, and is 'fast'",
              "weir.conf:2: weir.sources[0].anomalies must be one of shift, scale, outlier, and is"
                  + " 'shrink'",
              "weir.conf:3: weir.sources[0].start must be an instant such as 2026-01-01T00:00:00Z",
              "weir.conf:4: there is no setting 'weir.sources[0].missing.lenght'; did you mean"
                  + " 'length'?");
    }
  }

  @Nested
  class FilesAndStandardInput extends SettingsTest {
    @Test
    void have_their_defaults() throws Exception {
      Path in = write("in.csv", "t,v\n");

      assertThat(
              settings(
                      "weir.sources = [{ type = file, path = \"%s\" }, { type = stdin }]"
                          .formatted(in))
                  .sources())
          .containsExactly(
              new SourceSettings.Files(
                  "file",
                  new FileSettings(
                      in.toString(),
                      false,
                      Optional.empty(),
                      ',',
                      1 << 20,
                      RecordSettings.usual("file"))),
              new SourceSettings.Stdin(
                  "stdin",
                  new TextSettings(LineFormat.JSONL, ',', 1 << 20, RecordSettings.usual("stdin"))));
    }

    @Test
    void take_every_value_from_the_file() throws Exception {
      String record = "record { time = a, series = b, label = c, values = [d, e] }";
      String text =
          """
          weir.sources = [
            { type = file, name = f, path = "new/*.txt", follow = true, format = csv
              separator = ";", longest-line = 2 KiB, %s }
            { type = stdin, name = i, format = csv, separator = "\\t", longest-line = 1 KiB, %s }]
          """
              .formatted(record, record);

      assertThat(settings(text).sources())
          .containsExactly(
              new SourceSettings.Files(
                  "f",
                  new FileSettings(
                      "new/*.txt",
                      true,
                      Optional.of(LineFormat.CSV),
                      ';',
                      2048,
                      new RecordSettings("a", "b", "c", List.of("d", "e"), "f"))),
              new SourceSettings.Stdin(
                  "i",
                  new TextSettings(
                      LineFormat.CSV,
                      '\t',
                      1024,
                      new RecordSettings("a", "b", "c", List.of("d", "e"), "i"))));
    }

    @Test
    void refuse_values_that_make_no_sense() {
      String text =
          """
          weir.sources = [
            { type = file, path = "", format = xml, separator = "::", longest-line = 1 GiB }
            { type = file, name = b, path = "no/such/file.csv", follow = maybe }
            { type = file, name = c, path = "in/[" }
            { type = stdin, name = d, format = auto, record = 3 }]
          """;

      assertThat(problems(text))
          .containsExactlyInAnyOrder(
              "weir.conf:2: weir.sources[0].path must not be empty",
              "weir.conf:2: weir.sources[0].format must be one of auto, csv, jsonl, and is 'xml'",
              "weir.conf:2: weir.sources[0].separator must be one ASCII character other than a"
                  + " quote",
              "weir.conf:2: weir.sources[0].longest-line must be at most 256 MiB",
              "weir.conf:3: weir.sources[1].follow must be true or false, and is 'maybe'",
              "weir.conf:3: weir.sources[1].path names no file: there is nothing at"
                  + " 'no/such/file.csv'; correct it, or wait for it by follow = true",
              "weir.conf:4: weir.sources[2].path is not a pattern of files: Missing ']",
              "weir.conf:5: weir.sources[3].format must be one of csv, jsonl, and is 'auto'",
              "weir.conf:5: weir.sources[3].record must be an object, and is '3'");
    }

    @Test
    void two_of_one_name_and_two_standard_inputs_are_refused() {
      assertThat(problems("weir.sources = [{ type = stdin }, { type = stdin }]"))
          .containsExactly(
              "weir.conf:1: weir.sources has two of the name 'stdin'; give each one its own",
              "weir.conf:1: weir.sources can have only one of type stdin");
    }
  }

  @Nested
  class DetectorsAndTheirSeries extends SettingsTest {
    @Test
    void have_their_defaults() throws Exception {
      assertThat(settings("").detectors().rules())
          .containsExactly(new DetectorPlan.Rule("*", Auto.DEFAULT));
      assertThat(
              settings(
                      "weir.detectors = [{ type = z-score }, { type = robust-z-score }, { type = auto }]")
                  .detectors()
                  .rules())
          .containsExactly(
              new DetectorPlan.Rule("*", ZScore.DEFAULT),
              new DetectorPlan.Rule("*", RobustZScore.DEFAULT),
              new DetectorPlan.Rule("*", Auto.DEFAULT));
    }

    @Test
    void take_every_value_from_the_file() throws Exception {
      String text =
          """
          weir.detectors = [
            { match = "a*", type = isolation-forest, trees = 10, subsample = 32, window = 64
              contamination = 0.1 }
            { match = b, type = z-score, window = 8, threshold = 3 }
            { type = robust-z-score, window = 16, threshold = 4 }]
          """;

      assertThat(settings(text).detectors().rules())
          .containsExactly(
              new DetectorPlan.Rule("a*", new IsolationForest(10, 32, 64, 0.1)),
              new DetectorPlan.Rule("b", new ZScore(8, 3)),
              new DetectorPlan.Rule("*", new RobustZScore(16, 4)));
    }

    @Test
    void refuse_values_that_make_no_sense() {
      String text =
          """
          weir.detectors = [
            { type = isolation-forrest }
            { type = z-score, window = 0, threshold = high }
            { type = isolation-forest, trees = 1001 }
            { match = 3, windows = 3, type = z-score }]
          """;

      assertThat(problems(text))
          .contains(
              "weir.conf:2: weir.detectors[0].type must be one of auto, ewma, half-space-trees,"
                  + " isolation-forest, local-outlier-factor, mahalanobis, random-cut-forest, robust-z-score, z-score, and is 'isolation-forrest'; did you mean"
                  + " 'isolation-forest'?",
              "weir.conf:3: weir.detectors[1].window must be 1 to 2147483647, and is 0",
              "weir.conf:3: weir.detectors[1].threshold must be a number, and is 'high'",
              "weir.conf:5: there is no setting 'weir.detectors[3].windows'; did you mean"
                  + " 'window'?")
          .anyMatch(it -> it.startsWith("weir.conf:4: weir.detectors[2].type is refused: "))
          .as("what is only not looked at is not called unknown")
          .noneMatch(it -> it.contains("reference.conf"));
    }

    @Test
    void of_any_type_have_a_budget_and_gates() throws Exception {
      Detector detector =
          detector(
              """
              weir.detectors = [{
                type = z-score, alert-budget = "1 per day", direction = above
                min-deviation = 2, min-relative-deviation = 0.1, valid-range.to = 100
              }]
              """);

      AlertFilter alertFilter =
          new AlertFilter(AlertFilter.Direction.ABOVE, 2, 0.1, Double.NEGATIVE_INFINITY, 100);
      assertThat(detector)
          .isEqualTo(
              AlertPolicyDetector.of(ZScore.DEFAULT, AlertBudget.parse("1 per day"), alertFilter));
      assertThat(detector("weir.detectors = [{ type = z-score }]")).isEqualTo(ZScore.DEFAULT);
    }

    @Test
    void of_any_type_are_watched_for_silence() throws Exception {
      String text =
          """
          weir.detectors = [
            { match = a, type = auto, silence = auto }
            { match = b, type = auto, silence = 5m }
            { type = auto, silence = off }]
          """;

      assertThat(settings(text).detectors().rules().stream().map(DetectorPlan.Rule::silence))
          .containsExactly(
              SilenceRule.AUTO,
              new SilenceRule.After(Duration.ofMinutes(5).toNanos()),
              SilenceRule.OFF);
      assertThat(settings("").detectors().watchesSilence()).isFalse();
      assertThat(settings("weir.defaults.tuning.silence = auto").detectors().watchesSilence())
          .isTrue();
    }

    @Test
    void say_what_a_silence_could_be() {
      String text =
          """
          weir.detectors = [
            { type = auto, silence = often }
            { type = auto, silence = 0s }
            { type = auto, silence = 366d }]
          """;

      assertThat(problems(text))
          .containsExactly(
              "weir.conf:2: weir.detectors[0].silence must be off, auto or a duration such as 5m,"
                  + " and is 'often'",
              "weir.conf:3: weir.detectors[1].silence must be at least 1 ms, and is 0 ms",
              "weir.conf:4: weir.detectors[2].silence must be at most 365 days");
    }

    @Test
    void say_what_a_budget_or_a_range_could_be() {
      assertThat(
              problems(
                  """
                  weir.detectors = [
                    { type = auto, alert-budget = "once a day" }
                    { type = auto, valid-range { from = 5, to = 4 } }
                    { type = auto, direction = up }
                  ]
                  """))
          .hasSize(3)
          .anyMatch(it -> it.startsWith("weir.conf:2: weir.detectors[0].alert-budget is refused:"))
          .anyMatch(it -> it.startsWith("weir.conf:3: weir.detectors[1].valid-range.from must be"))
          .anyMatch(it -> it.startsWith("weir.conf:4: weir.detectors[2].direction must be one of"));
    }

    @Test
    void of_any_type_are_told_what_odd_data_means() throws Exception {
      Detector detector =
          detector(
              """
              weir.detectors = [{
                type = z-score, allowed-lateness = 5m, late = drop, max-skew = 1h
                missing-values = 7.5, zero-is-missing = true
                values-are = counter-per-second, time-zone = Europe/Berlin
              }]
              """);

      Lateness lateness =
          new Lateness(OptionalLong.of(300_000), OptionalLong.of(3_600_000), Late.DROP);
      Missing missing = new Missing(StandIn.VALUE, 7.5, true);
      ValuesAre kind = ValuesAre.COUNTER_PER_SECOND;
      assertThat(detector)
          .isEqualTo(
              Prepared.of(ZScore.DEFAULT, new DataRules(lateness, missing, kind, "Europe/Berlin")));
    }

    @Test
    void what_says_nothing_of_the_data_changes_no_detector() throws Exception {
      assertThat(detector("weir.detectors = [{ type = z-score, late = drop, time-zone = UTC }]"))
          .isEqualTo(ZScore.DEFAULT);
    }

    @Test
    void say_what_can_be_said_of_data() {
      assertThat(
              problems(
                  """
                  weir.detectors = [
                    { type = auto, allowed-lateness = soon }
                    { type = auto, late = drp }
                    { type = auto, missing-values = nothing }
                    { type = auto, missing-values = NaN }
                    { type = auto, values-are = count }
                    { type = auto, time-zone = Europe/Berlim }
                    { type = auto, max-skew = -1s, allowed-lateness = 1s }
                  ]
                  """))
          .hasSize(7)
          .contains(
              "weir.conf:2: weir.detectors[0].allowed-lateness must be a duration such as 10s, and is"
                  + " 'soon'",
              "weir.conf:4: weir.detectors[2].missing-values must be unscorable, previous, zero or a"
                  + " number, and is 'nothing'",
              "weir.conf:7: weir.detectors[5].time-zone must be a time zone such as Europe/Berlin, and"
                  + " is 'Europe/Berlim'")
          .anyMatch(it -> it.startsWith("weir.conf:3: weir.detectors[1].late must be one of"))
          .anyMatch(it -> it.startsWith("weir.conf:5: weir.detectors[3].missing-values must be"))
          .anyMatch(it -> it.startsWith("weir.conf:6: weir.detectors[4].values-are must be one of"))
          .anyMatch(
              it -> it.startsWith("weir.conf:8: weir.detectors[6].max-skew must be at least"));
    }

    private Detector detector(String config) throws Exception {
      return settings(config).detectors().rules().getFirst().detector();
    }
  }

  @Nested
  class Sinks extends SettingsTest {
    @Test
    void have_their_defaults() throws Exception {
      assertThat(settings("").sinks()).containsExactly(new SinkSettings.Log(100));
      assertThat(settings("weir.sinks = [{ type = file, path = o }, { type = stdout }]").sinks())
          .containsExactly(
              new SinkSettings.File(Path.of("o"), Only.ALL), new SinkSettings.Stdout(Only.ALL));
      assertThat(settings("weir.sinks = []").sinks()).isEmpty();
    }

    @Test
    void take_every_value_from_the_file() throws Exception {
      String text =
          """
          weir.sinks = [{ type = log, lines-per-second = 7 }
            { type = file, path = o, only = anomalies }, { type = stdout, only = anomalies }]
          """;

      assertThat(settings(text).sinks())
          .containsExactly(
              new SinkSettings.Log(7),
              new SinkSettings.File(Path.of("o"), Only.ANOMALIES),
              new SinkSettings.Stdout(Only.ANOMALIES));
    }

    @Test
    void refuse_values_that_make_no_sense() {
      String text =
          """
          weir.sinks = [{ type = log, lines-per-second = 0 }, { type = file, only = some }
            { type = stdout, path = x }]
          """;

      assertThat(problems(text))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.sinks[0].lines-per-second must be 1 to 1000000, and is 0",
              "weir.conf:1: weir.sinks[1].path must not be empty",
              "weir.conf:1: weir.sinks[1].only must be one of all, anomalies, and is 'some'",
              "weir.conf:2: there is no setting 'weir.sinks[2].path'");
    }
  }

  @Nested
  class DefaultsOfTypes extends SettingsTest {
    @Test
    void can_be_changed_for_all_entries_of_a_type() throws Exception {
      String text =
          """
          weir.defaults.detector.z-score.threshold = 4
          weir.detectors = [{ type = z-score }, { type = z-score, window = 5 }]
          """;

      assertThat(settings(text).detectors().rules())
          .extracting(DetectorPlan.Rule::detector)
          .isEqualTo(List.of(new ZScore(20, 4), new ZScore(5, 4)));
    }

    @Test
    void that_are_unknown_are_refused_once_whether_used_or_not() {
      String text =
          """
          weir.defaults.detector.z-score.treshold = 4
          weir.defaults.source.simulator.drift.ofter = 4
          weir.defaults.sink.kafka {}
          weir.detectors = [{ type = z-score }, { type = z-score, window = 5 }]
          """;

      assertThat(Set.copyOf(problems(text)))
          .isEqualTo(
              Set.of(
                  "weir.conf:1: there is no setting 'weir.defaults.detector.z-score.treshold'; did"
                      + " you mean 'threshold'?",
                  "weir.conf:2: there is no setting 'weir.defaults.source.simulator.drift.ofter';"
                      + " did you mean 'after'?",
                  "weir.conf:3: there is no setting 'weir.defaults.sink.kafka'"));
      assertThat(problems(text)).hasSize(3);
    }
  }
}
