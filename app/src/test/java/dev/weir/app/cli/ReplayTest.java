package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir replay} on what runs leave behind. */
class ReplayTest {

  @TempDir Path directory;

  @Test
  void what_the_simulator_made_leads_to_the_state_of_the_later_checkpoint() throws Exception {
    run(config(simulator(3_000)));
    Path endOfFirstRun = last();
    run(config(simulator(8_000)));
    Path config = config(simulator(20_000));

    Ran compared = replay(config, endOfFirstRun, last(), "-o", "json");
    Ran byNumber = replay(config, number(endOfFirstRun), position(last()), "--hash");

    assertThat(compared.err()).isEmpty();
    assertThat(compared.code()).isZero();
    JsonNode json = compared.json();
    assertThat(json.get("records").asLong()).isEqualTo(5_000);
    assertThat(json.get("equal").asBoolean()).isTrue();
    assertThat(json.get("state_hash").asText()).isEqualTo(stateHash());
    assertThat(byNumber.out().strip()).isEqualTo(stateHash());
  }

  @Test
  void what_is_in_files_leads_to_the_state_of_the_later_checkpoint() throws Exception {
    Path input = Files.createDirectory(directory.resolve("in"));
    Files.writeString(input.resolve("a.jsonl"), lines(0, 1_500));
    Path config = config(files());
    run(config);
    Path endOfFirstRun = last();
    Files.writeString(
        input.resolve("a.jsonl"), lines(1_500, 1_600) + "no json\n\n\n", StandardOpenOption.APPEND);
    Files.writeString(input.resolve("b.jsonl"), "");
    Files.writeString(input.resolve("c.csv"), csv(0, 700));
    run(config);
    Files.writeString(input.resolve("d.jsonl"), lines(1_600, 2_000));

    Ran ran = replay(config, endOfFirstRun, last(), "-o", "json");

    assertThat(ran.err()).doesNotContain("state hash");
    assertThat(ran.code()).isZero();
    assertThat(ran.json().get("equal").asBoolean()).isTrue();
    assertThat(ran.json().get("records").asLong()).isEqualTo(100 + 1 + 700);
  }

  @Test
  void a_state_that_is_not_what_the_records_lead_to_fails() throws Exception {
    run(config(simulator(3_000)));
    run(config(simulator(8_000)));
    Path other = config(simulator(20_000).replace("seed = 42", "seed = 43"));

    Ran ran = replay(other, first(), last());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).containsPattern("equal +false");
    assertThat(ran.err()).contains("has state hash").contains("should have");
  }

  @Test
  void what_cannot_be_replayed_is_said() throws Exception {
    run(config(simulator(3_000)));
    Path config = config(simulator(3_000));

    Ran beyond = replay(config, first(), "90000");
    Ran before = replay(config, last(), "10");
    Ran nowhere = replay(config, first(), "north");
    Ran gone = replay(config, directory.resolve("none.weir"), "10");
    Ran noNumber = replay(config, "77", "10");
    Ran changed =
        replay(config(simulator(3_000).replace("z-score", "robust-z-score")), first(), last());

    assertThat(beyond.code()).isEqualTo(1);
    assertThat(beyond.err()).contains("has no more at '3000'");
    assertThat(before.err()).contains("before the checkpoint");
    assertThat(nowhere.err()).contains("'north' is not a place");
    assertThat(gone.code()).isEqualTo(2);
    assertThat(noNumber.code()).isEqualTo(1);
    assertThat(changed.err()).contains("not those of the checkpoint");
  }

  private static Ran replay(Path config, Object from, Object to, Object... more) {
    return Ran.weir(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("replay", "-c", config, "--from", from, "--to", to),
                java.util.stream.Stream.of(more))
            .toArray());
  }

  private static void run(Path config) {
    Ran ran = Ran.weir("run", "-c", config, "--until-idle", "50ms");
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private String stateHash() throws IOException {
    Ran ran = Ran.weir("checkpoint", "state-hash", directory.resolve("checkpoints"), "-o", "json");
    return ran.json().get(0).get("state_hash").asText();
  }

  private Path first() throws IOException {
    return checkpoints().getFirst();
  }

  /**
   * The checkpoint of the end of the last run; a slow run has saved one a second after its start.
   */
  private Path last() throws IOException {
    return checkpoints().getLast();
  }

  private List<Path> checkpoints() throws IOException {
    return LocalCheckpointStore.files(directory.resolve("checkpoints"));
  }

  private static long number(Path checkpoint) throws IOException {
    return LocalCheckpointStore.openFile(checkpoint).header().number();
  }

  private static String position(Path checkpoint) throws IOException {
    return LocalCheckpointStore.openFile(checkpoint).header().position();
  }

  private static String simulator(long count) {
    return """
    weir.sources = [{ type = simulator, name = made-up, rate = max, count = %d, seed = 42
                      series = 3, features = 2 }]
    weir.detectors = [{ match = "made-up-0", type = isolation-forest }, { type = z-score }]
    """
        .formatted(count);
  }

  private String files() {
    return """
    weir.sources = [{ type = file, path = "%s/*" }]
    weir.detectors = [{ type = z-score }]
    """
        .formatted(directory.resolve("in"));
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"t\":%d,\"v\":%d}%n".formatted(i, i % 11))
        .collect(Collectors.joining());
  }

  private static String csv(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "%d,%d%n".formatted(i, i % 13))
        .collect(Collectors.joining("", "t,v\n", ""));
  }

  /** Checkpoints only at the end of a run, so that there are as many as runs. */
  private Path config(String text) throws IOException {
    String places =
        """
        weir.checkpointing { directory = "%s", every = 1h, keep = 5 }
        weir.dead-letters.path = ""
        weir.sinks = []
        weir.http.enabled = false
        """
            .formatted(directory.resolve("checkpoints"));
    return Files.writeString(directory.resolve("weir.conf"), text + places);
  }
}
