package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.SectionType;
import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.ewma.Ewma;
import dev.weir.detectors.halfspace.HalfSpaceTrees;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.lof.LocalOutlierFactor;
import dev.weir.detectors.mahalanobis.MahalanobisReference;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.randomcutforest.RandomCutForest;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sections;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints that were written once and are kept: whoever changes what stands in one hears of it
 * here. They hold models, fits and drift checks under way, open incidents and silence.
 *
 * <p>A change on purpose: give what changed a new version (of the model's state, or in {@link
 * Sections}), go on reading the old one or refuse it by name, and write new files beside the old
 * ones under another {@link #VERSION} with
 *
 * <pre>./mvnw -pl engine -am test -Dtest=GoldenCheckpointTest -Dweir.golden=write</pre>
 *
 * <p>The old ones stay as long as they can be read.
 */
class GoldenCheckpointTest {

  private static final String VERSION = "v1";

  /**
   * Of {@code mahalanobis} since incidents are raised again at a higher severity: their state
   * differs where one was. Of {@code auto} since it knows the hours of records of several features.
   */
  private static final String SECOND_VERSION = "v2";

  /** The first record whose hour was seen on two days before: from here on hours count. */
  private static final int THIRD_DAY = 2_880;

  /** The series for whose missing values others stand in. */
  private static final int PREPARED = 1;

  private static final int NONE = -1;

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final long RECORDS = 2_610;
  private static final long MORE = 4_000;

  @TempDir Path directory;

  static List<Detector> detectors() {
    return List.of(
        Auto.DEFAULT,
        new Ewma(0.2, 0.01),
        new HalfSpaceTrees(3, 6, 50, 0.01),
        new IsolationForest(5, 16, 60, 0.05),
        new LocalOutlierFactor(5, 32, 0.01),
        new MahalanobisReference(50, 0.1, 640, 0.001),
        new RandomCutForest(3, 16, 1, 0.01),
        new RobustZScore(30, 3.5),
        new ZScore(20, 2.5));
  }

  /** A detector joins the list, with its files, once a release has written its state. */
  @Test
  void every_detector_that_was_released_is_in_the_catalogue() {
    assertThat(Detectors.defaults().stream().map(Detector::name))
        .containsAll(detectors().stream().map(Detector::name).toList());
  }

  /** What a file is of; the name is its. */
  private record Case(
      String version, String name, DetectorPlan plan, DriftTest.Kind test, boolean isOdd) {

    static Case of(String name, Detector detector, DriftTest.Kind test) {
      return new Case(VERSION, name, DetectorPlan.all(detector), test, false);
    }

    ScriptedSource source(long records) {
      ScriptedSource source = new ScriptedSource("golden", records, 3, 2, List.of());
      return isOdd
          ? source.disordered().halting().lackingAllBut(PREPARED)
          : source.lackingAllBut(NONE);
    }

    Path file() {
      return GOLDEN.resolve("checkpoint-%s-%s.weir".formatted(version, name));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Each detector with the drift test by default, each other drift test with one of them, and what
   * goes around detectors: budgets, gates, rules for odd data, and silence.
   */
  static List<Case> files() {
    List<Case> files = new ArrayList<>();
    for (Detector detector : detectors()) {
      String version =
          detector instanceof MahalanobisReference || detector instanceof Auto
              ? SECOND_VERSION
              : VERSION;
      DetectorPlan plan = DetectorPlan.all(detector);
      files.add(new Case(version, detector.name(), plan, DriftTest.Kind.KS, false));
    }
    for (DriftTest.Kind test : DriftTest.Kind.values()) {
      if (test != DriftTest.Kind.KS) {
        String name = "z-score-" + test.name().toLowerCase(Locale.ROOT);
        files.add(Case.of(name, new ZScore(20, 2.5), test));
      }
    }
    files.add(new Case(VERSION, "around-detectors", around(), DriftTest.Kind.KS, true));
    return files;
  }

  private static DetectorPlan around() {
    Detector inner = new ZScore(20, 2.5);
    DataRules rules =
        new DataRules(
            new Lateness(
                OptionalLong.of(60_000), OptionalLong.of(3_600_000), Lateness.Late.SCORE_ONLY),
            new Missing(Missing.StandIn.PREVIOUS, 0, true),
            ValuesAre.LEVEL,
            "Europe/Berlin");
    SilenceRule.After limit = new SilenceRule.After(Duration.ofMinutes(150).toNanos());
    return new DetectorPlan(
        List.of(
            new DetectorPlan.Rule(
                "series-0",
                AlertPolicyDetector.of(inner, AlertBudget.about("1%"), AlertFilter.NONE),
                limit),
            new DetectorPlan.Rule("series-1", Prepared.of(inner, rules), SilenceRule.AUTO),
            new DetectorPlan.Rule("*", inner)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void what_is_written_today_is_what_was_written_then(Case golden) throws Exception {
    CheckpointReader today = write(golden);
    if ("write".equals(System.getProperty("weir.golden"))) {
      Path file = directoryOfPipeline().resolve(fileName(today.header().number()));
      Files.createDirectories(GOLDEN);
      Files.write(golden.file(), Files.readAllBytes(file));
    }
    CheckpointReader then = LocalCheckpointStore.openFile(golden.file());

    assertThat(today.sections()).isEqualTo(then.sections());
    for (CheckpointReader.SectionInfo section : today.sections()) {
      assertThat(entries(today, section.type()).stream().map(entry -> asThen(golden, entry)))
          .containsExactlyElementsOf(entries(then, section.type()));
    }
    boolean sameLearning =
        golden.plan().rules().stream().allMatch(rule -> savedAsThen(rule.detector()));
    assertThat(today.stateHash().equals(then.stateHash())).isEqualTo(sameLearning);
    assertThat(today.header().position()).isEqualTo(then.header().position());
    assertThat(today.header().detectors()).isEqualTo(then.header().detectors());
  }

  /**
   * An entry, in hex, with the hash of learning parameters as it was written then: of all
   * parameters of the detector. Only these characters differ, and only with judging parameters that
   * are not those of the defaults then.
   */
  private static String asThen(Case golden, String entry) {
    String then = entry;
    for (DetectorPlan.Rule rule : golden.plan().rules()) {
      Detector detector = rule.detector();
      if (!savedAsThen(detector)) {
        List<String> texts = detector.restorable();
        then = then.replace(hashInHex(texts.getFirst()), hashInHex(texts.getLast()));
      }
    }
    return then;
  }

  private static boolean savedAsThen(Detector detector) {
    return detector.withoutJudging().equals(detector);
  }

  private static String hashInHex(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String hash = HexFormat.of().formatHex(digest, 0, 8);
      return HexFormat.of().formatHex(hash.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Also what is no longer written so: an earlier build kept incidents that were closed. */
  static List<Case> readable() {
    List<Case> files = new ArrayList<>(files());
    String closed = "z-score-with-closed-incidents";
    files.add(Case.of(closed, new ZScore(20, 2.5), DriftTest.Kind.KS));
    Detector reference = new MahalanobisReference(50, 0.1, 640, 0.001);
    files.add(Case.of(reference.name(), reference, DriftTest.Kind.KS));
    return files;
  }

  @ParameterizedTest
  @MethodSource("readable")
  void what_was_written_then_is_gone_on_from_as_if_nothing_had_happened(Case golden)
      throws Exception {
    assertThat(goneOn(golden)).isEqualTo(whole(golden).subList((int) RECORDS, (int) MORE));
  }

  /** An earlier build knew no hours of records of several features: it learns them from here on. */
  @Test
  void auto_of_several_features_goes_on_from_an_earlier_build_and_begins_to_learn_hours()
      throws Exception {
    Case before = Case.of(Auto.NAME, Auto.DEFAULT, DriftTest.Kind.KS);

    List<String> rest = goneOn(before);

    int until = THIRD_DAY - (int) RECORDS;
    assertThat(rest.subList(0, until)).isEqualTo(whole(before).subList((int) RECORDS, THIRD_DAY));
    assertThat(rest).hasSize((int) (MORE - RECORDS));
  }

  private List<String> goneOn(Case golden) throws Exception {
    long number = LocalCheckpointStore.openFile(golden.file()).header().number();
    Files.createDirectories(directoryOfPipeline());
    Files.copy(golden.file(), directoryOfPipeline().resolve(fileName(number)));
    Transcript rest = new Transcript();
    try (EngineRun run = new EngineRun().withStore(store())) {
      EngineSettings settings = EngineHarness.settings(100, 2, golden.test());
      run.runToEnd(golden.source(MORE), rest, golden.plan(), settings);
      assertThat(((PipelineEvent.Started) run.events.getFirst()).relearning()).isZero();
    }
    return rest.lines();
  }

  private static List<String> whole(Case golden) throws Exception {
    return EngineHarness.reference(golden.source(MORE), golden.plan(), golden.test()).lines();
  }

  private CheckpointReader write(Case golden) throws IOException {
    try (EngineRun run = new EngineRun().withStore(store())) {
      EngineSettings settings = EngineHarness.settings(100, 2, golden.test());
      run.runToEnd(golden.source(RECORDS), new Transcript(), golden.plan(), settings);
    }
    return store().latest("golden").orElseThrow();
  }

  private static List<String> entries(CheckpointReader reader, SectionType type)
      throws IOException {
    List<String> entries = new ArrayList<>();
    reader.read(
        type,
        entry -> {
          ByteBuffer bytes = entry.duplicate();
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          entries.add(HexFormat.of().formatHex(copy));
        });
    return entries.stream().sorted().toList();
  }

  private static String fileName(long number) {
    return "ckpt-%020d.weir".formatted(number);
  }

  private Path directoryOfPipeline() {
    return directory.resolve(LocalCheckpointStore.directoryOf("golden"));
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, 3, message -> {});
  }
}
