package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir score} without {@code --out}. */
class ScoreAlertsTest {

  private static final int ROWS = 600;

  @TempDir Path directory;

  @Test
  void the_alerts_are_listed_and_nothing_is_written() throws Exception {
    write("a.csv", rows("pump", Set.of(400)));

    Ran ran = Ran.weir("score", directory.resolve("a.csv"), "--detector", "z-score");

    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().toList().getFirst())
        .matches(
            "2026-01-01T06:40:00Z  \\w+ +pump  temp is 90, .+ above the .+ that is usual here");
    assertThat(ran.out()).contains("1 alert; --out DIR writes each row with its score");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("a.csv"));
    }
  }

  @Test
  void no_alert_is_said() throws Exception {
    write("a.csv", rows("pump", Set.of()));

    Ran ran = Ran.weir("score", directory.resolve("a.csv"), "--detector", "z-score");

    assertThat(ran.out()).startsWith("No alerts; --out DIR writes each row with its score");
  }

  @Test
  void alerts_of_several_files_stand_below_their_names() throws Exception {
    write("in/a.csv", rows("pump", Set.of(400)));
    write("in/b.csv", rows("pump", Set.of()));
    write("in/c.csv", rows("pump", Set.of(300, 500)));

    Ran ran = Ran.weir("score", directory.resolve("in"), "--detector", "z-score");

    assertThat(ran.out().lines().map(line -> line.split(" ")[0]).limit(6))
        .containsExactly(
            "a.csv",
            "2026-01-01T06:40:00Z",
            "c.csv",
            "2026-01-01T05:00:00Z",
            "2026-01-01T08:20:00Z",
            "3");
  }

  @Test
  void json_has_an_object_for_each_alert() throws Exception {
    write("a.csv", rows("pump", Set.of(400)));

    Ran ran = Ran.weir("score", directory.resolve("a.csv"), "--detector", "z-score", "-o", "json");

    assertThat(ran.json().at("/alerts/opened").asInt()).isEqualTo(1);
    assertThat(ran.json().at("/listed_alerts")).hasSize(1);
    assertThat(ran.json().at("/listed_alerts/0/file").asText()).isEqualTo("a.csv");
    assertThat(ran.json().at("/listed_alerts/0/series").asText()).isEqualTo("pump");
    assertThat(ran.json().at("/listed_alerts/0/time").asText()).isEqualTo("2026-01-01T06:40:00Z");
    assertThat(ran.json().at("/listed_alerts/0/state").asText()).isEqualTo("opened");
    assertThat(ran.json().at("/listed_alerts/0/why").asText()).startsWith("temp is 90, ");
  }

  @Test
  void figures_need_no_folder_and_a_page_only_its_name() throws Exception {
    write("a.csv", labelled(rows("pump", Set.of(400))));
    Path page = directory.resolve("page.html");

    Ran figures =
        Ran.weir("score", directory.resolve("a.csv"), "--detector", "z-score", "--evaluate");
    assertThat(figures.code()).isZero();
    assertThat(figures.out()).contains("events").doesNotContain("Plots:");

    Ran drawn =
        Ran.weir("score", directory.resolve("a.csv"), "--detector", "z-score", "--report", page);
    assertThat(drawn.out()).contains("Plots: " + page);
    assertThat(page).exists();
  }

  private static String rows(String series, Set<Integer> spikes) {
    StringBuilder rows = new StringBuilder("timestamp,series,temp\n");
    IntStream.range(0, ROWS)
        .forEach(i ->
            rows.append(
                "2026-01-01 %02d:%02d:00,%s,%d%n"
                    .formatted(i / 60, i % 60, series, spikes.contains(i) ? 90 : 20 + i % 3)));
    return rows.toString();
  }

  private static String labelled(String rows) {
    return rows.replaceFirst("temp", "temp,label")
        .replaceAll("(?m)(,2[0-9])$", "$1,0")
        .replaceAll("(?m),90$", ",90,1");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
