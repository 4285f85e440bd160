package dev.weir.app.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.connectors.text.lines.LineFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreInputsTest {

  private static final String CSV = "t,v\n1,2\n";

  @TempDir Path in;

  @Test
  void the_tree_below_a_folder_is_mirrored() throws Exception {
    write("a.csv", CSV);
    write("deep/er/b.CSV", CSV);
    write("deep/c.jsonl", "{\"t\":1,\"v\":2}\n");

    ScoreInputs inputs = find(in.toString());

    assertThat(inputs.files())
        .extracting(ScoreInput::name, ScoreInput::path, input -> input.output().orElseThrow())
        .containsExactly(
            tuple("a.csv", in.resolve("a.csv"), out("a.csv")),
            tuple("deep/c.jsonl", in.resolve("deep/c.jsonl"), out("deep/c.csv")),
            tuple("deep/er/b.CSV", in.resolve("deep/er/b.CSV"), out("deep/er/b.csv")));
    assertThat(inputs.files())
        .extracting(input -> input.text().format())
        .containsExactly(LineFormat.CSV, LineFormat.JSONL, LineFormat.CSV);
  }

  @Test
  void a_single_file_stands_in_the_root() throws Exception {
    write("deep/a.csv", CSV);

    assertThat(find(in.resolve("deep/a.csv").toString()).files())
        .extracting(input -> input.output().orElseThrow())
        .containsExactly(out("a.csv"));
  }

  @Test
  void a_name_with_brackets_is_a_name_if_there_is_such_a_file() throws Exception {
    write("a[1].csv", CSV);

    assertThat(find(in.resolve("a[1].csv").toString()).files())
        .extracting(input -> input.output().orElseThrow())
        .containsExactly(out("a[1].csv"));
  }

  @Test
  void a_folder_where_a_result_would_go_is_refused_before_anything_is_read() throws Exception {
    write("a.csv", CSV);
    Path folder = Files.createDirectories(in.resolve("out/a.csv"));

    assertThatThrownBy(() -> findBelow(in.resolve("a.csv")))
        .hasMessage(
            "results would go to %s, and that is a folder; name another folder by --out", folder);
  }

  @Test
  void a_file_where_a_folder_of_results_would_be_is_refused_too() throws Exception {
    write("data/deep/a.csv", CSV);
    write("out/deep", "");

    assertThatThrownBy(() -> findBelow(in.resolve("data")))
        .hasMessage(
            "results would go to %s, and %s is a file; name another folder by --out",
            in.resolve("out/deep/a.csv"), in.resolve("out/deep"));
  }

  @Test
  void a_folder_without_files_is_not_said_to_be_missing() throws Exception {
    Path empty = Files.createDirectory(in.resolve("empty"));

    assertThatThrownBy(() -> find(empty.toString()))
        .hasMessage("there is no file in the folder '%s'; name one that holds CSV or JSONL", empty);
  }

  @Test
  void what_is_not_ours_is_skipped_with_a_line() throws Exception {
    write("a.csv", CSV);
    write("README.md", "#");
    write("b.csv.zip", "x");

    ScoreInputs inputs = find(in.toString());

    assertThat(inputs.files()).hasSize(1);
    assertThat(inputs.skipped())
        .containsExactly(
            "skipping %s: it is neither CSV nor JSONL".formatted(in.resolve("README.md")),
            "skipping %s: it is neither CSV nor JSONL".formatted(in.resolve("b.csv.zip")));
  }

  @Test
  void what_cannot_be_scored_is_named_and_the_others_are() throws Exception {
    write("a.csv", CSV);
    write("empty.csv", "");
    write("none.csv", "timestamp,label\n");

    ScoreInputs inputs = find(in.toString());

    assertThat(inputs.files()).hasSize(1);
    assertThat(inputs.unusable())
        .hasSize(2)
        .allMatch(line -> line.startsWith("cannot score " + in));
  }

  @Test
  void two_files_that_would_be_written_to_one_are_refused() throws Exception {
    write("a.csv", CSV);
    write("a.jsonl", "{\"t\":1,\"v\":2}\n");

    assertThatThrownBy(() -> find(in.toString()))
        .isInstanceOf(ScoreInputs.BadPathException.class)
        .hasMessageContaining("a.csv and ")
        .hasMessageContaining("would both be written to out/a.csv");
  }

  @Test
  void files_of_one_name_from_two_folders_are_refused() throws Exception {
    write("x/a.csv", CSV);
    write("y/a.csv", CSV);

    assertThatThrownBy(() -> find(in.resolve("x").toString(), in.resolve("y").toString()))
        .isInstanceOf(ScoreInputs.BadPathException.class);
  }

  @Test
  void an_input_is_never_written_over() throws Exception {
    write("a.csv", CSV);
    Path link = Files.createSymbolicLink(in.resolveSibling(in.getFileName() + "-link"), in);

    try {
      for (Path out : List.of(in, in.resolve("../" + in.getFileName()), link)) {
        assertThatThrownBy(() -> ScoreInputs.find(List.of(in.toString()), Optional.of(out)))
            .isInstanceOf(ScoreInputs.BadPathException.class)
            .hasMessageContaining("a.csv is an input")
            .hasMessageContaining("--out");
      }
      assertThat(ScoreInputs.find(List.of(in.toString()), Optional.of(in.resolve("out"))).files())
          .hasSize(1);
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void an_output_that_is_a_file_is_refused() throws Exception {
    write("a.csv", CSV);

    for (String out : List.of("a.csv", "a.csv/deeper")) {
      assertThatThrownBy(
              () -> ScoreInputs.find(List.of(in.toString()), Optional.of(in.resolve(out))))
          .isInstanceOf(ScoreInputs.BadPathException.class)
          .hasMessageContaining("--out must be a folder, and " + in.resolve("a.csv"));
    }
  }

  @Test
  void a_path_that_names_nothing_is_refused() {
    for (String nothing : List.of("no.csv", "no/such/*.csv", "*.csv", "[", "a\0b")) {
      assertThatThrownBy(() -> find(in + "/" + nothing))
          .as(nothing)
          .isInstanceOf(ScoreInputs.BadPathException.class);
    }
  }

  private static ScoreInputs find(String... paths) throws Exception {
    return ScoreInputs.find(List.of(paths), Optional.of(Path.of("out")));
  }

  /** With results that go into a folder of the test's own. */
  private ScoreInputs findBelow(Path path) throws Exception {
    return ScoreInputs.find(List.of(path.toString()), Optional.of(in.resolve("out")));
  }

  private static Path out(String name) {
    return Path.of("out").resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
