package dev.weir.settings.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.ewma.Ewma;
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
import dev.weir.settings.SettingsTest;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Detectors and their series, as a file sets them. */
class DetectorReaderTest extends SettingsTest {
  @Test
  void have_their_defaults() throws Exception {
    assertThat(settings("").detectors().rules())
        .containsExactly(new DetectorPlan.Rule("*", Auto.DEFAULT));
    assertThat(
            settings(
                    "weir.detectors = [{ type = z-score }, { type = robust-z-score }, { type = auto"
                        + " }]")
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
    String types =
        Detectors.defaults().stream().map(Detector::name).collect(Collectors.joining(", "));

    assertThat(problems(text))
        .contains(
            "weir.conf:2: weir.detectors[0].type must be one of %s, and is 'isolation-forrest'; %s"
                .formatted(types, "did you mean 'isolation-forest'?"),
            "weir.conf:3: weir.detectors[1].window must be 2 to 100000, and is 0",
            "weir.conf:3: weir.detectors[1].threshold must be a number, and is 'high'",
            "weir.conf:4: weir.detectors[2].trees must be 1 to 1000, and is 1001",
            "weir.conf:5: there is no setting 'weir.detectors[3].windows'; did you mean"
                + " 'window'?")
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
            AlertPolicyDetector.of(ZScore.DEFAULT, AlertBudget.atMost("1 per day"), alertFilter));
    assertThat(detector("weir.detectors = [{ type = z-score }]")).isEqualTo(ZScore.DEFAULT);
  }

  @Test
  void without_a_rate_of_their_own_have_one_in_words() throws Exception {
    assertThat(detector("weir.detectors = [{ type = z-score, alert-rate = \"1 per day\" }]"))
        .isEqualTo(
            AlertPolicyDetector.of(
                ZScore.DEFAULT, AlertBudget.about("1 per day"), AlertFilter.NONE));
    assertThat(detector("weir.detectors = [{ type = ewma, alert-rate = 0.02 }]"))
        .isEqualTo(new Ewma(Ewma.DEFAULT.gain(), 0.02));
    assertThat(
            problems(
                """
                weir.detectors = [
                  { type = auto, alert-budget = "1 per day", alert-rate = "1%" }
                  { type = auto, alert-rate = often }
                  { type = ewma, alert-rate = "1 per day" }
                ]
                """))
        .hasSize(3)
        .anyMatch(it -> it.contains("[0].alert-rate cannot be set beside alert-budget"))
        .anyMatch(it -> it.startsWith("weir.conf:3: weir.detectors[1].alert-rate is refused:"))
        .anyMatch(it -> it.startsWith("weir.conf:4: weir.detectors[2].alert-rate must be"));
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
  void judge_a_record_that_lacks_a_value_by_the_others_unless_told_otherwise() throws Exception {
    assertThat(detector("weir.detectors = [{ type = z-score, missing-values = others }]"))
        .isEqualTo(ZScore.DEFAULT);
    Missing unscorable = new Missing(StandIn.UNSCORABLE, 0, false);
    assertThat(detector("weir.detectors = [{ type = z-score, missing-values = unscorable }]"))
        .isEqualTo(
            Prepared.of(
                ZScore.DEFAULT, new DataRules(Lateness.NONE, unscorable, ValuesAre.LEVEL, "")));
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
            "weir.conf:4: weir.detectors[2].missing-values must be others, unscorable, previous,"
                + " zero or a number, and is 'nothing'",
            "weir.conf:7: weir.detectors[5].time-zone must be a time zone such as Europe/Berlin,"
                + " and is 'Europe/Berlim'")
        .anyMatch(it -> it.startsWith("weir.conf:3: weir.detectors[1].late must be one of"))
        .anyMatch(it -> it.startsWith("weir.conf:5: weir.detectors[3].missing-values must be"))
        .anyMatch(it -> it.startsWith("weir.conf:6: weir.detectors[4].values-are must be one of"))
        .anyMatch(it -> it.startsWith("weir.conf:8: weir.detectors[6].max-skew must be at least"));
  }

  private Detector detector(String config) throws Exception {
    return settings(config).detectors().rules().getFirst().detector();
  }
}
