package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the house is built as it was drawn. */
class ArchitectureTest {

  private static final Rules RULES = Rules.OF_THE_HOUSE;
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(RULES.root());

  /** A name in quotes that begins with our root, or with two points for any package. */
  private static final Pattern NAME = Pattern.compile("'(dev\\.weir[\\w.]*|\\.\\.[\\w.]+)'");

  @Test
  void every_module_is_looked_at() {
    assertThat(CLASSES.size()).isGreaterThan(200);
    for (String module : Rules.MODULES) {
      assertThat(CLASSES)
          .as(module)
          .anyMatch(type -> type.getPackageName().equals(RULES.root() + "." + module));
    }
    assertThat(CLASSES)
        .as("modules that no rule speaks of")
        .allMatch(type -> Rules.MODULES.contains(type.getPackageName().split("\\.")[2]));
  }

  @Test
  void every_package_and_class_that_a_rule_names_exists() throws Exception {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    Set<String> named = named();
    for (String name : named) {
      boolean exists =
          CLASSES.contain(name) || packages.stream().anyMatch(PackageMatcher.of(name)::matches);
      if (!exists) {
        unknown.add(name);
      }
    }

    assertThat(named).contains("dev.weir.connectors..", "..alerting.redis..");
    assertThat(unknown).as("names in rules without a package or class").isEmpty();
  }

  /** The names of our own packages and classes in the descriptions of all rules. */
  private static Set<String> named() throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (Method method : Rules.class.getDeclaredMethods()) {
      if (method.getReturnType() == ArchRule.class && method.getParameterCount() == 0) {
        Matcher name = NAME.matcher(((ArchRule) method.invoke(RULES)).getDescription());
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    return names;
  }

  @Test
  void each_layer_uses_only_those_below_it() {
    RULES.layers().check(CLASSES);
  }

  @Test
  void engine_and_alerting_do_not_know_each_other() {
    RULES.engineDoesNotKnowAlerting().check(CLASSES);
    RULES.alertingDoesNotKnowEngine().check(CLASSES);
  }

  @Test
  void connectors_know_no_algorithm() {
    RULES.connectorsKnowNoAlgorithm().check(CLASSES);
  }

  @Test
  void detectors_are_mathematics_only() {
    RULES.detectorsAreMathematics().check(CLASSES);
    RULES.detectorsTouchNothing().check(CLASSES);
  }

  @Test
  void series_need_only_detectors() {
    RULES.seriesIsUsableAlone().check(CLASSES);
    RULES.seriesTouchesNothing().check(CLASSES);
  }

  @Test
  void checkpointing_needs_only_the_jdk() {
    RULES.checkpointingIsBytes().check(CLASSES);
  }

  @Test
  void monitoring_engine_alerting_connectors_and_settings_use_only_their_own_libraries() {
    RULES.monitoringHasItsOwn().check(CLASSES);
    RULES.engineHasItsOwn().check(CLASSES);
    RULES.alertingHasItsOwn().check(CLASSES);
    RULES.connectorsHaveTheirOwn().check(CLASSES);
    RULES.settingsHaveTheirOwn().check(CLASSES);
  }

  @Test
  void the_client_of_redis_stops_at_its_package() {
    RULES.onlyRedisKnowsItsClient().check(CLASSES);
  }

  @Test
  void no_package_needs_one_that_needs_it() {
    RULES.noCyclesBetweenPackages().check(CLASSES);
  }

  @Test
  void commands_of_actors_are_records_or_enums() {
    RULES.commandsAreRecordsOrEnums().check(CLASSES);
  }

  @Test
  void only_the_clocks_look_at_the_clock() {
    RULES.nobodyLooksAtTheClock().check(CLASSES);
  }

  @Test
  void nothing_sleeps() {
    RULES.nobodySleeps().check(CLASSES);
    RULES.appOnlyHandsSleepOut().check(CLASSES);
  }

  @Test
  void nothing_is_serialized_by_java() {
    RULES.nothingIsSerialized().check(CLASSES);
  }

  @Test
  void json_never_says_of_which_class_it_is() {
    RULES.noTypesFromJson().check(CLASSES);
  }
}
