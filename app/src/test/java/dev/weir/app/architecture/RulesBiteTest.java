package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each rule is broken by a house in which it is broken. */
class RulesBiteTest {

  private static final Rules RULES = new Rules("dev.weir.app.architecture.broken");
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(RULES.root());

  @Test
  void a_layer_that_uses_one_beside_it_is_found() {
    assertBroken(
        RULES.layers(),
        "KnowsCheckpoints.store",
        "SendsToActors.other",
        "KnowsAlerting.other",
        "Hurries.uses");
    assertBroken(RULES.engineDoesNotKnowAlerting(), "KnowsAlerting.other");
    assertBroken(RULES.alertingDoesNotKnowEngine(), "KnowsEngine.other");
    assertBroken(RULES.connectorsKnowNoAlgorithm(), "Hurries.algorithm");
    assertThat(broken(RULES.connectorsKnowNoAlgorithm())).noneMatch(it -> it.contains("Said> in"));
  }

  @Test
  void a_library_that_does_not_belong_is_found() {
    assertBroken(RULES.detectorsAreMathematics(), "ReadsFiles.log", "KnowsCheckpoints.store");
    assertBroken(RULES.seriesIsUsableAlone(), "SendsToActors.actor");
    assertBroken(RULES.seriesTouchesNothing(), "SendsToActors.threads");
    assertBroken(RULES.detectorsTouchNothing(), "ReadsFiles.path");
    assertBroken(RULES.checkpointingIsBytes(), "Writes.log");
    assertBroken(RULES.monitoringHasItsOwn(), "Keeps.config");
    assertBroken(RULES.engineHasItsOwn(), "KnowsAlerting.config");
    assertBroken(RULES.alertingHasItsOwn(), "KnowsEngine.config");
    assertBroken(RULES.connectorsHaveTheirOwn(), "Hurries.config");
    assertBroken(RULES.settingsHaveTheirOwn(), "KnowsActors.behavior");
    assertBroken(RULES.onlyRedisKnowsItsClient(), "Hurries.client");
  }

  @Test
  void a_cycle_is_found() {
    assertBroken(RULES.noCyclesBetweenPackages(), "Slice alerting", "Slice engine");
  }

  @Test
  void a_command_that_is_not_a_value_is_found() {
    assertBroken(RULES.commandsAreRecordsOrEnums(), "Actor$Counts");
    assertThat(broken(RULES.commandsAreRecordsOrEnums())).noneMatch(it -> it.contains("$Fine"));
  }

  @Test
  void a_look_at_the_clock_is_found_also_by_reference() {
    assertBroken(RULES.nobodyLooksAtTheClock(), "System.nanoTime", "Instant.now", "Date.<init>");
  }

  @Test
  void a_sleep_is_found() {
    assertBroken(RULES.nobodySleeps(), "TimeUnit.sleep");
    assertBroken(RULES.appOnlyHandsSleepOut(), "Thread.sleep");
  }

  @Test
  void serialization_is_found() {
    assertBroken(RULES.nothingIsSerialized(), "monitoring.Keeps", "WritesObjects.out");
    assertBroken(RULES.noTypesFromJson(), "connectors.TakesTypes");
  }

  private static void assertBroken(ArchRule rule, String... by) {
    for (String culprit : by) {
      assertThat(broken(rule)).as(rule.getDescription()).anyMatch(it -> it.contains(culprit));
    }
  }

  private static List<String> broken(ArchRule rule) {
    return rule.evaluate(CLASSES).getFailureReport().getDetails();
  }
}
