package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CheckpointWriter;
import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.SectionType;
import dev.weir.engine.Sections;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start, and {@code weir checkpoint verify}, on a state that cannot be used. */
class SavedStateTest {

  @TempDir Path directory;

  @BeforeEach
  void a_saved_run() throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,series,a,b\n");
    for (int i = 0; i < 300; i++) {
      rows.append("%d,s,%d,%d\n".formatted(1_700_000_000 + i, i % 7, i % 5));
    }
    Files.writeString(directory.resolve("rows.csv"), rows);
    assertThat(run("auto").code()).isZero();
  }

  @Test
  void a_series_of_several_features_with_a_budget_restarts() {
    Ran again = run("auto");
    Ran verified = Ran.weir("checkpoint", "verify", "-c", config("auto"), state());

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).containsPattern("loaded +1");
  }

  @Test
  void check_says_which_series_would_relearn_and_for_how_many_records() throws IOException {
    Ran kept = Ran.weir("check", config("auto"), "--state");
    Ran relearns = Ran.weir("check", "-c", config("z-score"), "--state");
    Ran json = Ran.weir("check", config("z-score"), "--state", "--output", "json");

    assertThat(kept.code()).as(kept.err()).isZero();
    assertThat(kept.out()).contains("1 of 1 series go on with what they have learnt, 0 relearn");
    assertThat(relearns.out())
        .contains("0 of 1 series go on with what they have learnt, 1 relearn")
        .contains("1 series relearn (z-score, 10 records each)")
        .contains("s: the first record is judged after 10");
    assertThat(json.json().at("/state/0/relearning").asInt()).isEqualTo(1);
    assertThat(json.json().at("/state/0/examples/0/series").asText()).isEqualTo("s");
  }

  @Test
  void check_needs_one_configuration() {
    assertThat(Ran.weir("check").code()).isEqualTo(2);
    assertThat(Ran.weir("check", config("auto"), "-c", config("auto")).code()).isEqualTo(2);
  }

  @Test
  void verify_without_a_configuration_loads_series_with_default_settings() {
    Ran verified = Ran.weir("checkpoint", "verify", state());

    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).containsPattern("loaded +1");
  }

  @Test
  void a_state_that_cannot_be_read_is_refused_with_file_series_detector_and_remedy()
      throws IOException {
    save(Sections.SERIES, bytes -> shorter(bytes, "calendar-reference"));

    Ran refused = run("auto");
    Ran verified = Ran.weir("checkpoint", "verify", "-c", config("auto"), state());
    Ran allowed = run("auto", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err())
        .contains(
            "ckpt-", "series 's'", "detector 'auto'", "cannot be read", "--allow-empty-state");
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.err()).contains("ckpt-", "series 's'", "detector 'auto'", "cannot be read");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.err()).contains("moved aside").doesNotContain("cannot go on");
    assertThat(names()).anyMatch(name -> name.endsWith(".given-up"));
  }

  @Test
  void a_position_that_the_source_cannot_read_is_refused_unless_empty_state_is_allowed()
      throws IOException {
    Path config = Path.of(config("auto"));
    String simulated =
        Files.readString(config)
            .replaceFirst("type = file, path = \"[^\"]*\", follow = true", "type = simulator");
    Files.writeString(config, simulated);

    Ran refused = Ran.weir("run", "-c", config, "--for", "100ms");
    Ran allowed = Ran.weir("run", "-c", config, "--for", "100ms", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err()).contains("ckpt-", "source 'rows'", "--allow-empty-state");
    assertThat(allowed.code()).as(allowed.err()).isZero();
  }

  @Test
  void state_of_a_newer_detector_is_refused_and_kept() throws IOException {
    save(Sections.SERIES, SavedStateTest::newerVersion);

    for (String type : List.of("auto", "z-score")) {
      List<String> before = names();
      Ran refused = run(type, "--allow-empty-state");

      assertThat(refused.code()).as(refused.err()).isEqualTo(78);
      if (type.equals("z-score")) {
        assertThat(refused.err()).contains("'calendar-reference' version 2", "up to version 1");
      }
      assertThat(names()).isEqualTo(before);
    }
  }

  @Test
  void newer_state_is_found_behind_an_entry_that_cannot_be_read_and_in_an_older_checkpoint()
      throws IOException {
    for (boolean sameCheckpoint : List.of(true, false)) {
      if (sameCheckpoint) {
        save(
            Sections.SERIES,
            bytes -> shorter(bytes, "calendar-reference"),
            SavedStateTest::newerVersion);
      } else {
        save(Sections.SERIES, SavedStateTest::newerVersion);
        save(Sections.SERIES, bytes -> shorter(bytes, "calendar-reference"));
      }
      List<String> before = names();
      Ran refused = run("auto", "--allow-empty-state");

      assertThat(refused.code()).as(refused.err()).isEqualTo(78);
      assertThat(refused.err()).contains("'calendar-reference' version 2", "up to version 1");
      assertThat(names()).isEqualTo(before);
    }
  }

  @Test
  void newer_state_of_a_series_that_no_detector_judges_is_refused() throws IOException {
    save(Sections.SERIES, SavedStateTest::newerVersion);
    Path config = Path.of(config("auto"));
    Files.writeString(config, Files.readString(config).replace("match = \"*\"", "match = \"t\""));

    Ran refused = Ran.weir("run", "-c", config, "--until-idle", "50ms");

    assertThat(refused.code()).as(refused.err()).isEqualTo(78);
    assertThat(refused.err()).contains("series 's'", "'calendar-reference' version 2");
  }

  @Test
  void a_section_of_a_newer_build_is_refused_and_kept() throws IOException {
    save(new SectionType(1, 2, true, true), bytes -> bytes);
    List<String> before = names();

    Ran refused = run("auto", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err()).contains("section 1 in version 2", "up to version 1");
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void a_list_of_poison_records_that_cannot_be_read_is_moved_aside_where_that_is_allowed()
      throws IOException {
    poison(ByteBuffer.wrap(new byte[] {1, 2, 3}));

    Ran refused = run("auto");
    Ran allowed = run("auto", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err()).contains("poison.journal cannot be read", "--allow-empty-state");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.err()).contains("named poison.journal.given-up");
    assertThat(names()).contains("poison.journal.given-up").doesNotContain("poison.journal");
    assertThat(names()).as("checkpoints").noneMatch(name -> name.matches("ckpt.*given-up"));
    assertThat(run("auto").code()).isZero();
  }

  @Test
  void a_list_of_poison_records_of_a_newer_build_is_refused_and_nothing_is_moved()
      throws IOException {
    save(Sections.SERIES, bytes -> shorter(bytes, "calendar-reference"));
    poison(ByteBuffer.allocate(9).putLong(0, -2));
    List<String> before = names();

    Ran refused = run("auto", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err()).contains("poison.journal has a record of version 2", "version 1");
    assertThat(names()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files.journal", "history.journal"})
  void decisions_about_files_that_cannot_be_read_are_moved_aside_where_that_is_allowed(String name)
      throws IOException {
    journal(name, ByteBuffer.wrap("seven files".getBytes(StandardCharsets.UTF_8)));

    Ran refused = run("auto");
    Ran allowed = run("auto", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err())
        .contains(name + " cannot be read: 'seven files'", "--allow-empty-state");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.err()).contains("named " + name + ".given-up");
    assertThat(names()).contains(name + ".given-up");
    assertThat(names()).as("checkpoints").noneMatch(file -> file.matches("ckpt.*given-up"));
    assertThat(run("auto").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"files.journal", "history.journal"})
  void decisions_about_files_of_a_newer_build_are_refused_and_nothing_is_moved(String name)
      throws IOException {
    journal(name, ByteBuffer.wrap("v2 1 0 x".getBytes(StandardCharsets.UTF_8)));
    List<String> before = names();

    Ran refused = run("auto", "--allow-empty-state");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err()).contains(name + " has a record of version 2", "up to version 1");
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void a_state_directory_that_others_may_write_to_is_refused_with_the_remedy() throws IOException {
    Files.setPosixFilePermissions(state(), PosixFilePermissions.fromString("rwxrwx---"));

    Ran refused = run("auto");
    Path config = Path.of(config("auto"));
    Files.writeString(
        config, Files.readString(config) + "weir.checkpointing.group-access = true\n");
    Ran allowed = Ran.weir("run", "-c", config, "--until-idle", "50ms");

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err())
        .contains(state().toString(), "0770", "chmod g-w", "weir.checkpointing.group-access");
    assertThat(allowed.code()).as(allowed.err()).isZero();
  }

  // ---- The state on the disk.

  private void poison(ByteBuffer record) throws IOException {
    journal("poison.journal", record);
  }

  private void journal(String name, ByteBuffer record) throws IOException {
    Path pipeline = state().resolve(LocalCheckpointStore.directoryOf("rows"));
    new Journal(pipeline.resolve(name)).append(record);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static final UnaryOperator<byte[]>[] AS_IT_IS =
      new UnaryOperator[] {UnaryOperator.identity()};

  /** Saves the newest checkpoint once more, with its series once for each change. */
  @SafeVarargs
  private final void save(SectionType series, UnaryOperator<byte[]>... changes) throws IOException {
    LocalCheckpointStore store = new LocalCheckpointStore(state(), 9, _ -> {});
    CheckpointReader latest = store.latest("rows").orElseThrow();
    var header = latest.header();
    try (CheckpointWriter writer =
        store.begin(
            new dev.weir.checkpointing.CheckpointHeader(
                header.pipeline(),
                header.sourceEpoch(),
                store.nextNumber("rows"),
                header.number(),
                header.position(),
                header.detectors(),
                header.writer(),
                header.createdAt()))) {
      for (SectionType type : Sections.KNOWN) {
        boolean changed = type.equals(Sections.SERIES);
        writer.beginSection(changed ? series : type);
        latest.read(
            type,
            entry -> {
              byte[] bytes = new byte[entry.remaining()];
              entry.get(bytes);
              for (UnaryOperator<byte[]> change : changed ? changes : AS_IT_IS) {
                writer.entry(ByteBuffer.wrap(change.apply(bytes)));
              }
            });
      }
      writer.commit();
    }
  }

  /** Says that the innermost state has no bytes. */
  private static byte[] shorter(byte[] bytes, String detector) {
    ByteBuffer changed = ByteBuffer.wrap(bytes.clone());
    changed.putInt(place(bytes, detector) + detector.length() + 4, 0);
    return changed.array();
  }

  private static byte[] newerVersion(byte[] bytes) {
    ByteBuffer changed = ByteBuffer.wrap(bytes.clone());
    int at = place(bytes, "calendar-reference") + "calendar-reference".length();
    changed.putInt(at, changed.getInt(at) + 1);
    return changed.array();
  }

  private static int place(byte[] bytes, String name) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(name);
    assertThat(at).isPositive();
    return at;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(state().resolve(LocalCheckpointStore.directoryOf("rows")))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path state() {
    return directory.resolve("state");
  }

  private Ran run(String type, String... more) {
    List<String> words = new java.util.ArrayList<>();
    words.addAll(List.of("run", "-c", config(type), "--until-idle", "50ms"));
    words.addAll(List.of(more));
    return Ran.weir(words.toArray());
  }

  private String config(String type) {
    Path file = directory.resolve(type + ".conf");
    String text =
        """
        weir {
          sources = [{ name = rows, type = file, path = "%s/rows.csv", follow = true }]
          detectors = [{ match = "*", type = %s, alert-budget = "1%%" }]
          sinks = [{ type = file, path = "%s/out.jsonl" }]
          checkpointing { directory = "%s", every = 100ms, keep = 9 }
          dead-letters.path = "%s/dead.jsonl"
          http.enabled = false
          log.format = human
        }
        """
            .formatted(directory, type, directory, state(), directory);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file.toString();
  }
}
