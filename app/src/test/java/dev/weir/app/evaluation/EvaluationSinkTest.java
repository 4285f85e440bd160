package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.score.ScoreInput;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationSinkTest {

  @Test
  void there_are_findings_of_files_that_are_done_in_the_order_of_the_files() throws Exception {
    Evaluations evaluations = new Evaluations(inputs(3));
    for (int i : List.of(2, 1, 0)) {
      evaluations.sink(inputs(3).get(i)).open("test").close();
    }
    evaluations.done("2");
    evaluations.done("0");

    assertThat(evaluations.findings()).extracting(FileFindings::file).containsExactly("0", "2");
  }

  @Test
  void a_file_that_is_scored_again_is_measured_anew() throws Exception {
    Recorder recorder = new Recorder("file", 1);
    recorder.add("a", Recorder.SPIKE);
    recorder.add("a", 1);
    recorder.reopen();
    recorder.add("a", 1);

    FileFindings findings = recorder.findings();

    assertThat(findings.quality().labelled()).isEqualTo(1);
    assertThat(findings.quality().alerts().events()).isZero();
    assertThat(findings.plots().getFirst().rows()).isEqualTo(1);
  }

  private static final TextSettings TEXT =
      new TextSettings(LineFormat.CSV, ',', 1 << 20, RecordSettings.usual("test"));

  private static List<ScoreInput> inputs(int files) {
    return IntStream.range(0, files)
        .mapToObj(i -> Integer.toString(i))
        .map(name -> new ScoreInput(name, Path.of(name), TEXT, Optional.of(Path.of(name))))
        .toList();
  }
}
