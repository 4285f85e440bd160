package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings that {@code weir infer} prints for the files that the tests of inference read. */
class InferShapesTest {

  private static final Path INFERENCE =
      Path.of("../connectors/src/test/resources/dev/weir/connectors/inference");

  private static final Path SHAPES = INFERENCE.resolve("shapes");

  /** Documents of tools, which are turned into records before they are read. */
  private static final Path DOCUMENTS = INFERENCE.resolve("documents");

  /** How many files one service reads. */
  private static final int SOURCES = 35;

  @Test
  void they_give_the_same_detections_and_dead_letters_as_the_reading_that_is_inferred()
      throws Exception {
    Map<Path, String> settings = settings(SHAPES);
    assertThat(settings).as("all but those that are refused").hasSize(decided());
    sameDetections(settings);
  }

  @Test
  void they_do_so_of_documents_of_tools() throws Exception {
    Map<Path, String> settings = settings(DOCUMENTS);

    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      assertThat(settings.keySet()).containsExactlyInAnyOrderElementsOf(files.toList());
    }
    sameDetections(settings);
  }

  /** How many of the shapes are read. */
  private static int decided() throws IOException {
    return (int)
        Files.readAllLines(INFERENCE.resolve("readings.txt")).stream()
            .filter(line -> line.contains("\treads "))
            .count();
  }

  private void sameDetections(Map<Path, String> settings) throws IOException {
    Map<String, List<String>> inferred = new TreeMap<>();
    Map<String, List<String>> set = new TreeMap<>();
    List<Path> files = List.copyOf(settings.keySet());
    for (int from = 0; from < files.size(); from += SOURCES) {
      List<Path> part = files.subList(from, Math.min(files.size(), from + SOURCES));
      inferred.putAll(detections("inferred" + from, part, _ -> ""));
      set.putAll(detections("set" + from, part, settings::get));
    }

    assertThat(inferred).hasSameSizeAs(settings);
    assertThat(set).isEqualTo(inferred);
  }

  /** The settings that are printed for each file that can be read. */
  private static Map<Path, String> settings(Path directory) throws IOException {
    Map<Path, String> settings = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      List<Object> words = new ArrayList<>(List.of("infer", "-o", "json"));
      files.sorted().forEach(words::add);
      for (JsonNode file : Ran.weir(words.toArray()).json()) {
        if (file.has("settings")) {
          settings.put(Path.of(file.get("file").asText()), file.get("settings").asText());
        }
      }
    }
    return settings;
  }

  private interface Settings {
    String of(Path file);
  }

  /**
   * Runs one service with a source for each file. Its directory is not deleted: the outbox of a
   * service that ended may still be written to.
   */
  private Map<String, List<String>> detections(String name, Iterable<Path> files, Settings settings)
      throws IOException {
    Path home = Files.createTempDirectory(Path.of("target"), name);
    StringBuilder sources = new StringBuilder("weir.sources = [\n");
    for (Path file : files) {
      sources.append(
          "{ type = file, name = \"%s\", path = \"%s\"\n%s }\n"
              .formatted(name(file), file, settings.of(file)));
    }
    Path config =
        Files.writeString(
            home.resolve("weir.conf"),
            sources
                + """
                ]
                weir.detectors = [{ type = z-score, window = 5 }]
                weir.checkpointing.directory = "%1$s/checkpoints"
                weir.dead-letters.path = "%1$s/dead.jsonl"
                weir.sinks = [{ type = file, path = "%1$s/detections.jsonl" }]
                weir.http.enabled = false
                """
                    .formatted(home));

    Ran ran = Ran.weir("run", "-c", config, "--until-idle", "50ms");

    assertThat(ran.code()).as(ran.err()).isZero();
    Map<String, List<String>> byFile = new TreeMap<>();
    for (String line : Files.readAllLines(home.resolve("detections.jsonl"))) {
      String position = JsonMapper.builder().build().readTree(line).get("position").asText();
      String file = position.substring(0, position.lastIndexOf(':'));
      byFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(line);
    }
    addDeadLetters(home.resolve("dead.jsonl"), byFile);
    return byFile;
  }

  /** Adds the dead letters but for the time at which each was written. */
  private static void addDeadLetters(Path file, Map<String, List<String>> byFile)
      throws IOException {
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      String position = JsonMapper.builder().build().readTree(line).get("position").asText();
      byFile
          .computeIfAbsent(position.substring(0, position.lastIndexOf(':')), _ -> new ArrayList<>())
          .add(line.replaceFirst("\"at\":\"[^\"]*\",", ""));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace('.', '-');
  }
}
