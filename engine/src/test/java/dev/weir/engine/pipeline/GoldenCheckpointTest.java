package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.SectionType;
import dev.weir.detectors.Detector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.chart.Ewma;
import dev.weir.detectors.cutforest.RandomCutForest;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.forest.IsolationForest;
import dev.weir.detectors.halfspace.HalfSpaceTrees;
import dev.weir.detectors.neighbours.LocalOutlierFactor;
import dev.weir.detectors.reference.MahalanobisReference;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Sections;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints that were written once and are kept: whoever changes what stands in one hears of it
 * here. They hold models, fits and drift checks under way, and open incidents.
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

  @Test
  void every_detector_has_one() {
    assertThat(detectors().stream().map(Detector::name))
        .containsExactlyElementsOf(Detectors.defaults().stream().map(Detector::name).toList());
  }

  /** Each detector with the drift test by default, and each other drift test with one of them. */
  static List<Arguments> files() {
    List<Arguments> files = new ArrayList<>();
    detectors().forEach(detector -> files.add(Arguments.of(detector, DriftTest.Kind.KS)));
    for (DriftTest.Kind test : DriftTest.Kind.values()) {
      if (test != DriftTest.Kind.KS) {
        files.add(Arguments.of(new ZScore(20, 2.5), test));
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void what_is_written_today_is_what_was_written_then(Detector detector, DriftTest.Kind test)
      throws Exception {
    CheckpointReader today = write(detector, test);
    if ("write".equals(System.getProperty("weir.golden"))) {
      Path file = directoryOfPipeline().resolve(fileName(today.header().number()));
      Files.createDirectories(GOLDEN);
      Files.write(golden(detector, test), Files.readAllBytes(file));
    }
    CheckpointReader then = LocalCheckpointStore.openFile(golden(detector, test));

    assertThat(today.sections()).isEqualTo(then.sections());
    assertThat(entries(today, Sections.SERIES)).isEqualTo(entries(then, Sections.SERIES));
    assertThat(entries(today, Sections.PIPELINE)).isEqualTo(entries(then, Sections.PIPELINE));
    assertThat(today.stateHash()).isEqualTo(then.stateHash());
    assertThat(today.header().position()).isEqualTo(then.header().position());
    assertThat(today.header().detectors()).isEqualTo(then.header().detectors());
  }

  @ParameterizedTest
  @MethodSource("files")
  void what_was_written_then_is_gone_on_from_as_if_nothing_had_happened(
      Detector detector, DriftTest.Kind test) throws Exception {
    long number = LocalCheckpointStore.openFile(golden(detector, test)).header().number();
    Files.createDirectories(directoryOfPipeline());
    Files.copy(golden(detector, test), directoryOfPipeline().resolve(fileName(number)));
    Transcript rest = new Transcript();
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.runToEnd(source(MORE), rest, detector, EngineHarness.settings(100, 2, test));
      assertThat(((Pipeline.Started) run.events.getFirst()).anew()).isZero();
    }

    List<String> whole = EngineHarness.reference(source(MORE), detector, test).lines();
    assertThat(rest.lines()).isEqualTo(whole.subList((int) RECORDS, (int) MORE));
  }

  private CheckpointReader write(Detector detector, DriftTest.Kind test) throws IOException {
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.runToEnd(
          source(RECORDS), new Transcript(), detector, EngineHarness.settings(100, 2, test));
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

  private static ScriptedSource source(long records) {
    return new ScriptedSource("golden", records, 3, 2, List.of());
  }

  private static Path golden(Detector detector, DriftTest.Kind test) {
    String drift = test == DriftTest.Kind.KS ? "" : "-" + test.name().toLowerCase(Locale.ROOT);
    return GOLDEN.resolve("checkpoint-%s-%s%s.weir".formatted(VERSION, detector.name(), drift));
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
