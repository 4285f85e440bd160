package dev.weir.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Configuration hashes stay as they were first shipped: with another hash every detection of a
 * series gets another id, and every series relearns. The golden file holds the hash of the
 * configuration and of its learning part for each detector x preparation x budget x gates.
 */
class IdentityTest {

  private static final String GOLDEN = "/golden/identities.txt";

  private static final Map<String, DataRules> RULES =
      Map.of(
          "no-rules", DataRules.NONE,
          "drop-late", rules(late(Lateness.Late.DROP), Missing.NONE, ValuesAre.LEVEL, ""),
          "score-late",
              rules(late(Lateness.Late.SCORE_ONLY), Missing.NONE, ValuesAre.LEVEL, "Asia/Tokyo"),
          "previous", rules(Lateness.NONE, missing(Missing.StandIn.PREVIOUS), ValuesAre.LEVEL, ""),
          "zero-is-missing",
              rules(
                  Lateness.NONE,
                  new Missing(Missing.StandIn.VALUE, 1.5, true),
                  ValuesAre.LEVEL,
                  "Europe/Berlin"),
          "counter", rules(Lateness.NONE, Missing.NONE, ValuesAre.COUNTER, ""),
          "counter-per-second",
              rules(Lateness.NONE, Missing.NONE, ValuesAre.COUNTER_PER_SECOND, ""));

  private static final Map<String, AlertBudget> BUDGETS =
      Map.of(
          "no-budget", AlertBudget.NONE,
          "daily", AlertBudget.about("1 per day"),
          "share", AlertBudget.about("0.1%"));

  private static final Map<String, AlertFilter> GATES =
      Map.of(
          "no-gates", AlertFilter.NONE,
          "above", new AlertFilter(AlertFilter.Direction.ABOVE, 0.5, 0, 0, 100),
          "below",
              new AlertFilter(
                  AlertFilter.Direction.BELOW, 0, 0.25, -1e9, Double.POSITIVE_INFINITY));

  private static DataRules rules(Lateness late, Missing missing, ValuesAre are, String zone) {
    return new DataRules(late, missing, are, zone);
  }

  private static Lateness late(Lateness.Late late) {
    return new Lateness(OptionalLong.of(5_000), OptionalLong.of(60_000), late);
  }

  private static Missing missing(Missing.StandIn standIn) {
    return new Missing(standIn, 0, false);
  }

  /** Every combination under its label, in the order of the labels. */
  private static Map<String, Detector> configurations() {
    Map<String, Detector> all = new LinkedHashMap<>();
    for (Detector detector : Detectors.defaults()) {
      for (String rules : RULES.keySet().stream().sorted().toList()) {
        for (String budget : BUDGETS.keySet().stream().sorted().toList()) {
          for (String alertFilter : GATES.keySet().stream().sorted().toList()) {
            all.put(
                "%s %s %s %s".formatted(detector.name(), rules, budget, alertFilter),
                AlertPolicyDetector.of(
                    Prepared.of(detector, RULES.get(rules)),
                    BUDGETS.get(budget),
                    GATES.get(alertFilter)));
          }
        }
      }
    }
    return all;
  }

  private static Stream<String> lines() {
    return configurations().entrySet().stream()
        .map(entry ->
            "%s %s %s"
                .formatted(
                    entry.getKey(), Ids.config(entry.getValue()), Ids.learning(entry.getValue())));
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = IdentityTest.class.getResourceAsStream(GOLDEN)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The lines of a detector join the file once a release has written its ids. */
  @Test
  void configuration_hashes_are_those_of_the_builds_before() throws IOException {
    assertThat(golden()).isNotEmpty();
    assertThat(lines()).containsAll(golden());
  }

  @Test
  void no_two_configurations_share_a_hash() {
    assertThat(configurations().values().stream().map(Ids::config)).doesNotHaveDuplicates();
  }
}
