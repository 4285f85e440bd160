package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Severity;
import dev.weir.detectors.incident.Transition;
import java.util.List;
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

  private static AlertList.OfFile file(String name, Severity... severities) {
    List<ListedAlert> alerts =
        IntStream.range(0, severities.length)
            .mapToObj(i ->
                new ListedAlert(i, "id", "t" + i, "s", severities[i], Transition.OPENED, "why"))
            .toList();
    return new AlertList.OfFile(name, alerts, Stream.of(severities).count());
  }
}
