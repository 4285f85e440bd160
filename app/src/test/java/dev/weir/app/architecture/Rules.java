package dev.weir.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of the house. Think hard about the layering before changing this file.
 *
 * @param root package that the modules' packages stand in
 */
record Rules(String root) {

  static final Rules OF_THE_HOUSE = new Rules("dev.weir");

  static final List<String> MODULES =
      List.of(
          "detectors",
          "series",
          "checkpointing",
          "monitoring",
          "engine",
          "alerting",
          "connectors",
          "settings",
          "app");

  /** What every module may use. */
  private static final List<String> EVERYWHERE = List.of("java..", "org.jspecify.annotations..");

  private static final String ACTORS = "org.apache.pekko..";
  private static final String REDIS = "redis.clients.jedis..";
  private static final String LOG = "org.slf4j..";

  /** Where an arrow points down: who may use whom. */
  ArchRule layers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(module(""))
        .layer("detectors")
        .definedBy(module("detectors"))
        .layer("series")
        .definedBy(module("series"))
        .layer("checkpointing")
        .definedBy(module("checkpointing"))
        .layer("monitoring")
        .definedBy(module("monitoring"))
        .layer("engine")
        .definedBy(module("engine"))
        .layer("alerting")
        .definedBy(module("alerting"))
        .layer("connectors")
        .definedBy(module("connectors"))
        .layer("settings")
        .definedBy(module("settings"))
        .layer("app")
        .definedBy(module("app"))
        .whereLayer("detectors")
        .mayNotAccessAnyLayer()
        .whereLayer("series")
        .mayOnlyAccessLayers("detectors")
        .whereLayer("checkpointing")
        .mayNotAccessAnyLayer()
        .whereLayer("monitoring")
        .mayNotAccessAnyLayer()
        .whereLayer("engine")
        .mayOnlyAccessLayers("series", "detectors", "checkpointing", "monitoring")
        .whereLayer("alerting")
        .mayOnlyAccessLayers("monitoring")
        // Contracts of the engine use types of series and detectors; texts go through monitoring.
        .whereLayer("connectors")
        .mayOnlyAccessLayers("engine", "series", "detectors", "monitoring")
        // Settings hold the settings of what they configure.
        .whereLayer("settings")
        .mayOnlyAccessLayers(
            "connectors",
            "alerting",
            "engine",
            "series",
            "detectors",
            "checkpointing",
            "monitoring")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer();
  }

  /** Engine and alerting meet in app only: one half of it. */
  ArchRule engineDoesNotKnowAlerting() {
    return isUnknown("alerting", "engine");
  }

  /** The other half. */
  ArchRule alertingDoesNotKnowEngine() {
    return isUnknown("engine", "alerting");
  }

  private ArchRule isUnknown(String what, String to) {
    return noClasses()
        .that()
        .resideInAPackage(module(to))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(module(what));
  }

  /** Connectors know what detectors say, not how they come to it. */
  ArchRule connectorsKnowNoAlgorithm() {
    return noClasses()
        .that()
        .resideInAPackage(module("connectors"))
        .should()
        .dependOnClassesThat(
            resideInAPackage(module("detectors"))
                .and(
                    resideOutsideOfPackages(
                        root + ".detectors",
                        module("detectors.drift"),
                        module("detectors.forecast"),
                        module("detectors.incident"))));
  }

  /** The core of a series is usable by any runtime: no actor, checkpoint store, metric or log. */
  ArchRule seriesIsUsableAlone() {
    return only("series", module("detectors"));
  }

  /** No input or output and no thread: event times are its only times. */
  ArchRule seriesTouchesNothing() {
    return touchesNothing("series", "java.util.concurrent..");
  }

  ArchRule detectorsAreMathematics() {
    return only("detectors", "smile..");
  }

  /** No clock, no input or output, no thread: what is left of the JDK is values and arithmetic. */
  ArchRule detectorsTouchNothing() {
    return touchesNothing("detectors", "java.time..", "java.util.concurrent..");
  }

  private ArchRule touchesNothing(String module, String... others) {
    Stream<String> devices =
        Stream.of("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..");
    return noClasses()
        .that()
        .resideInAPackage(module(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.concat(devices, Arrays.stream(others)).toArray(String[]::new));
  }

  ArchRule checkpointingIsBytes() {
    return only("checkpointing");
  }

  ArchRule monitoringHasItsOwn() {
    return only("monitoring", "io.micrometer..", "org.HdrHistogram..", ACTORS, LOG);
  }

  ArchRule engineHasItsOwn() {
    return only(
        "engine",
        module("series"),
        module("detectors"),
        module("checkpointing"),
        module("monitoring"),
        ACTORS,
        LOG);
  }

  ArchRule alertingHasItsOwn() {
    return only(
        "alerting",
        module("monitoring"),
        ACTORS,
        "com.fasterxml.jackson..",
        // Signatures of webhooks.
        "javax.crypto..",
        // E-mail.
        "jakarta.mail..",
        "org.eclipse.angus.mail..",
        REDIS,
        LOG);
  }

  /** The clients of the systems they connect are added here, and nowhere else. */
  ArchRule connectorsHaveTheirOwn() {
    return only(
        "connectors",
        module("engine"),
        module("series"),
        module("detectors"),
        module("monitoring"),
        "com.fasterxml.jackson.core..",
        REDIS,
        "javax.net.ssl..",
        LOG);
  }

  /** Settings are read without an actor system, so that another runtime can use them. */
  ArchRule settingsHaveTheirOwn() {
    return only(
        "settings",
        module("connectors"),
        module("alerting"),
        module("engine"),
        module("series"),
        module("detectors"),
        module("checkpointing"),
        module("monitoring"),
        "com.typesafe.config..",
        // The size of the heap.
        "com.sun.management..");
  }

  /** The client of a system stops at the package of that system. */
  ArchRule onlyRedisKnowsItsClient() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("..connectors.redis..", "..alerting.redis..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(REDIS);
  }

  private ArchRule only(String module, String... others) {
    Stream<String> own = Stream.concat(Stream.of(module(module)), EVERYWHERE.stream());
    return classes()
        .that()
        .resideInAPackage(module(module))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(Stream.concat(own, Arrays.stream(others)).toArray(String[]::new));
  }

  /** No package needs one that needs it. */
  ArchRule noCyclesBetweenPackages() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** What actors are told is a value. */
  ArchRule commandsAreRecordsOrEnums() {
    return classes()
        .that(
            describe(
                "are commands of an actor",
                type ->
                    !type.isInterface()
                        && type.getAllRawInterfaces().stream()
                            .anyMatch(i -> i.getSimpleName().equals("Command"))))
        .should()
        .beRecords()
        .orShould()
        .beEnums();
  }

  /** Time comes in as an argument; only {@code Clocks} in app asks for it. */
  ArchRule nobodyLooksAtTheClock() {
    return noClasses()
        .that()
        .resideInAPackage(module(""))
        .and()
        .doNotHaveFullyQualifiedName(root + ".app.service.wiring.Clocks")
        .should()
        .accessTargetWhere(describe("the clock is looked at", Rules::looksAtTheClock));
  }

  private static boolean looksAtTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime").contains(name))
        || (owner.equals("java.util.Date") && !name.equals("toInstant"))
        || (owner.startsWith("java.time.")
            && (name.equals("now") || name.startsWith("system") || name.startsWith("tick")));
  }

  /**
   * Nothing sleeps. Where something has to wait, a pause is handed in, by app; the one that waits
   * for a rate does so on a thread of its own that may be stopped.
   */
  ArchRule nobodySleeps() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(module("app"))
        .and()
        .doNotHaveFullyQualifiedName(root + ".connectors.simulator.Rate")
        .should()
        .accessTargetWhere(
            describe(
                "something sleeps",
                access ->
                    access.getTarget().getName().equals("sleep")
                        || access.getTarget().getName().startsWith("park")));
  }

  /** In app a sleep is something handed in, never something done. */
  ArchRule appOnlyHandsSleepOut() {
    return noClasses()
        .should()
        .callMethodWhere(
            describe(
                "a thread sleeps",
                call ->
                    call.getTargetOwner().getName().equals("java.lang.Thread")
                        && call.getTarget().getName().equals("sleep")));
  }

  /** State is bytes with a version, never what Java makes of objects. */
  ArchRule nothingIsSerialized() {
    return noClasses()
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                describe("serializable by its own declaration", Rules::declaresSerializable)))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(Object(Input|Output)(Stream.*)?|Externalizable)");
  }

  /** JSON never says of which class it is. */
  ArchRule noTypesFromJson() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "com\\.fasterxml\\.jackson\\.(annotation\\.JsonType.*|databind\\.jsontype\\..*"
                + "|annotation\\.JsonSubTypes)")
        .orShould()
        .callMethodWhere(
            describe(
                "default typing",
                call -> call.getTarget().getName().matches("(activate|enable)DefaultTyping.*")));
  }

  private static boolean declaresSerializable(JavaClass type) {
    return type.getRawInterfaces().stream().anyMatch(i -> i.isEquivalentTo(Serializable.class));
  }

  private String module(String name) {
    return name.isEmpty() ? root + ".." : root + "." + name + "..";
  }
}
