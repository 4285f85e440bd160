package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.score.ScoreInput;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.detectors.Severity;
import dev.weir.detectors.incident.Transition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertListTest {

  @Test
  void the_most_severe_of_all_files_are_chosen_and_stand_in_the_order_of_the_files() {
    AlertList.OfFile one = file("one", Severity.INFO, Severity.CRITICAL, Severity.WARNING);
    AlertList.OfFile two = file("two", Severity.WARNING, Severity.INFO, Severity.CRITICAL);

    List<AlertList.OfFile> chosen = AlertList.mostSevere(List.of(one, two), 3);

    assertThat(chosen.get(0).kept()).extracting(ListedAlert::number).containsExactly(1L, 2L);
    assertThat(chosen.get(1).kept()).extracting(ListedAlert::number).containsExactly(2L);
    assertThat(chosen).extracting(AlertList.OfFile::all).containsExactly(3L, 3L);
  }

  @Test
  void of_equal_alerts_the_earlier_are_chosen() {
    AlertList.OfFile one = file("one", Severity.INFO, Severity.INFO, Severity.INFO);

    assertThat(AlertList.mostSevere(List.of(one), 2).getFirst().kept())
        .extracting(ListedAlert::number)
        .containsExactly(0L, 1L);
  }

  @Test
  void a_file_that_was_given_up_is_named_and_its_alerts_are_not_listed() throws Exception {
    List<ScoreInput> inputs = List.of(input("a.csv"), input("b.csv"));
    AlertList alerts = new AlertList(inputs);
    for (ScoreInput input : inputs) {
      alerts.sink(input).open(input.name()).close();
    }

    alerts.giveUp("a.csv");

    assertThat(alerts.files()).extracting(AlertList.OfFile::file).containsExactly("b.csv");
    assertThat(AlertTable.of(alerts))
        .contains("a.csv was given up before its end; its alerts are not listed");
    assertThat(AlertListJson.givenUp(alerts).toString()).isEqualTo("[\"a.csv\"]");
  }

  private static ScoreInput input(String name) {
    TextSettings text =
        new TextSettings(
            LineFormat.CSV, ',', TextSettings.LONGEST_LINE, RecordSettings.usual(name));
    return new ScoreInput(name, Path.of(name), text, Optional.empty());
  }

  private static AlertList.OfFile file(String name, Severity... severities) {
    List<ListedAlert> alerts =
        IntStream.range(0, severities.length)
            .mapToObj(i ->
                new ListedAlert(i, "id", "t" + i, "s", severities[i], Transition.OPENED, "why"))
            .toList();
    return new AlertList.OfFile(name, alerts, Stream.of(severities).count());
  }
}
