package dev.weir.app.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Outbox;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That whatever implements a contract is held to it. */
class ContractsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir");

  /** Sinks that the contract of sinks cannot be asked of, each with a test of its own kind. */
  private static final Map<String, String> SINKS_OF_THEIR_OWN =
      Map.ofEntries(
          entry("ScoreSink", "begins its file from its start each time"),
          entry("EvaluationSink", "writes nothing, and reports when it is closed"),
          entry("DeadLetterSink", "speaks of no scored record"),
          entry("DeadLetterLog", "speaks of no scored record"),
          entry("UnreadRecords", "speaks of no scored record"),
          entry("SilenceLog", "speaks of series that have no record"),
          entry("RecentDetections", "keeps anomalies in memory only"),
          entry("RecentDrifts", "keeps drifts in memory only"),
          entry("WatchedSeries", "keeps records in memory only"),
          entry("SeverityCounts", "counts in memory only"),
          entry("UnscoredLog", "speaks of records without a score"),
          entry("AlertList", "prints incidents at the end of weir score"),
          entry("AlertingSink", "speaks of incidents, to an actor"));

  @Test
  void every_detector_is_in_the_catalogue_and_held_to_its_contract() {
    List<JavaClass> detectors = implementationsOf(Detector.class);

    // What wraps another detector cannot be configured by itself, nor can what only auto uses.
    Stream<String> wrappers = Stream.of("AlertPolicyDetector", "CalendarReference", "Prepared");
    Stream<String> catalogue =
        Detectors.defaults().stream().map(detector -> detector.getClass().getSimpleName());
    assertThat(names(detectors))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(catalogue, wrappers).toList());
    assertThat(detectors).allMatch(JavaClass::isRecord);
    assertThat(names(detectors)).allMatch(name -> hasTest(name, "DetectorContract"));
  }

  @Test
  void each_source_is_held_to_its_contract() {
    List<String> sources = names(implementationsOf(Source.class));

    assertThat(sources)
        .containsExactlyInAnyOrder(
            "FileSource",
            "IngestSource",
            "RedisSource",
            "Simulator",
            "SourceWithHistory",
            "StdinSource");
    assertThat(sources).allMatch(name -> hasTest(name, "SourceContract"));
  }

  @Test
  void each_sink_is_held_to_its_contract_or_tested_by_itself() {
    List<String> sinks = names(implementationsOf(Sink.class));

    assertThat(sinks).hasSize(17).containsAll(SINKS_OF_THEIR_OWN.keySet());
    assertThat(sinks)
        .allMatch(name ->
            SINKS_OF_THEIR_OWN.containsKey(name)
                ? hasTest(name, "")
                : hasTest(name, "SinkContract"));
  }

  @Test
  void there_is_one_checkpoint_store_held_to_its_contract() {
    List<String> stores = names(implementationsOf(CheckpointStore.class));

    assertThat(stores).containsExactly("LocalCheckpointStore");
    assertThat(stores).allMatch(name -> hasTest(name, "CheckpointStoreContract"));
  }

  @Test
  void there_are_two_outboxes_each_held_to_its_contract() {
    List<String> outboxes = names(implementationsOf(Outbox.class));

    assertThat(outboxes).containsExactlyInAnyOrder("DiskOutbox", "MemoryOutbox");
    assertThat(outboxes).allMatch(name -> hasTest(name, "OutboxContract"));
  }

  @Test
  void each_notifier_is_held_to_its_contract() {
    List<String> notifiers = names(implementationsOf(Notifier.class));

    assertThat(notifiers)
        .containsExactlyInAnyOrder(
            "AlertmanagerNotifier",
            "LogNotifier",
            "EmailNotifier",
            "PagerDutyNotifier",
            "RedisStreamNotifier",
            "SlackNotifier",
            "TeamsNotifier",
            "WebhookNotifier");
    assertThat(notifiers).allMatch(name -> hasTest(name, "NotifierContract"));
  }

  @Test
  void a_test_that_is_not_there_is_missed() {
    assertThat(hasTest("LogSink", "DetectorContract")).isFalse();
    assertThat(hasTest("NoSuchSink", "")).isFalse();
  }

  private static List<JavaClass> implementationsOf(Class<?> contract) {
    return CLASSES.stream()
        .filter(type -> type.isAssignableTo(contract) && !type.isInterface())
        .filter(type -> !type.isAnonymousClass())
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .toList();
  }

  private static List<String> names(List<JavaClass> types) {
    return types.stream().map(ContractsTest::outermost).map(JavaClass::getSimpleName).toList();
  }

  /** The class whose file a class is in: the one that has a test. */
  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ContractsTest::outermost).orElse(type);
  }

  /** Whether some module has the test of a class, and something in it extends the contract. */
  private static boolean hasTest(String name, String contract) {
    Pattern held =
        Pattern.compile(contract.isEmpty() ? "@Test" : "class \\w+ extends " + contract + " ");
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath(), 12)) {
      return files
          .filter(file -> file.endsWith(name + "Test.java"))
          .filter(file -> file.toString().contains("src/test/java"))
          .anyMatch(file -> held.matcher(read(file)).find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
