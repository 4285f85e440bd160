package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are to be scored and are not what they should be. */
class BadScoreInputTest {

  @TempDir Path directory;

  @Test
  void a_path_that_is_not_there_is_named() throws Exception {
    score("nowhere.csv").endedWith(2).saying("no file at 'nowhere.csv'", "check the path");
  }

  @Test
  void a_link_that_dangles_is_named() throws Exception {
    Files.createSymbolicLink(directory.resolve("link.csv"), Path.of("nowhere.csv"));
    score("link.csv").endedWith(2).saying("no file at 'link.csv'");
  }

  @Test
  void an_empty_folder_is_named() throws Exception {
    new Workspace(directory).inside("folder.csv");
    score("folder.csv").endedWith(2).saying("there is no file in the folder 'folder.csv'");
  }

  @Test
  void a_folder_with_nothing_to_score_is_named() throws Exception {
    new Workspace(directory).inside("folder").file("notes.txt", "remember to", "buy milk and eggs");
    score("folder")
        .endedWith(1)
        .saying("skipping folder/notes.txt", "nothing to score in [folder]", "no CSV or JSONL");
  }

  @Test
  void files_that_cannot_be_scored_are_named_and_the_others_are_scored() throws Exception {
    Workspace data = new Workspace(directory).inside("data");
    data.file("empty.csv", new byte[0]);
    data.file("none.csv", "timestamp,series,label", "1,a,0");
    List<String> rows = new ArrayList<>(List.of("t,value", "1,1", "2,abc", "3,3,3", "4,NaN"));
    rows.add("5,1e400");
    for (int i = 6; i <= 40; i++) {
      rows.add(i + "," + i);
    }
    data.file("good.csv", rows.toArray(String[]::new));

    ProcessOutcome outcome = score("data", "--output", "json").endedWith(1);

    outcome.saying("data/empty.csv: it is empty", "data/none.csv: it has no column of numbers");
    outcome.saying("good.csv:3", "good.csv:4", "good.csv:6");
    assertThat(outcome.report().records("read")).isEqualTo(40);
    assertThat(outcome.report().records("dead_lettered")).isEqualTo(2);
    assertThat(outcome.report().records("unscorable")).as("abc and NaN").isEqualTo(2);
    assertThat(new Workspace(directory).lines("scored/good.csv"))
        .as("a row for each row, and the header")
        .hasSize(41)
        .filteredOn(line -> line.endsWith(",rejected"))
        .hasSize(2);
  }

  private ProcessOutcome score(String... arguments) throws Exception {
    String[] words = new String[arguments.length + 3];
    words[0] = "score";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    words[words.length - 2] = "--out";
    words[words.length - 1] = "scored";
    return WeirProcess.Start.in(new Workspace(directory)).run(words);
  }
}
