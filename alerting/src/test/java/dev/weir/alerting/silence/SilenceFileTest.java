package dev.weir.alerting.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.alerting.Alert;
import dev.weir.alerting.outbox.StateFiles;
import dev.weir.alerting.route.Matchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilenceFileTest {

  private static final Instant NOW = Instant.parse("2026-11-29T09:40:00Z");
  private static final Map<String, String> BOILER = Map.of("series", "boiler3");
  private static final Alert ALERT =
      new Alert("7f3a", BOILER, Alert.Severity.WARNING, "", Map.of());

  @TempDir Path directory;

  @Test
  void a_silence_is_there_for_every_reader_until_it_ends() throws Exception {
    SilenceFile file = new SilenceFile(directory.resolve("outbox"));
    assertThat(file.read()).isEqualTo(Silences.NONE);

    file.change(all -> all.with(silence("1", "series=~\"boiler.*\"")), NOW);

    Silences read = new SilenceFile(directory.resolve("outbox")).read();
    assertThat(read.silences()).containsExactly(silence("1", "series=~\"boiler.*\""));
    assertThat(read.find(BOILER, NOW)).isPresent();
    assertThat(read.find(BOILER, NOW.minusSeconds(1))).isEmpty();
    assertThat(read.find(BOILER, NOW.plus(Duration.ofHours(2)))).isEmpty();
    assertThat(read.find(Map.of("series", "pump"), NOW)).isEmpty();
  }

  @Test
  void a_running_service_sees_every_change() throws Exception {
    SilenceFile file = new SilenceFile(directory);
    SilenceMutes mutes = new SilenceMutes(file, problem -> {});
    assertThat(mutes.suppressedBy(ALERT, BOILER, NOW)).isEmpty();

    file.change(all -> all.with(silence("1", "series=boiler3")), NOW);
    assertThat(mutes.suppressedBy(ALERT, BOILER, NOW)).contains("silence 1 by kim");

    file.change(all -> all.with(silence("1", "series=boiler3").until(NOW.plusNanos(1))), NOW);
    assertThat(mutes.suppressedBy(ALERT, BOILER, NOW.plusSeconds(1))).isEmpty();
    assertThat(mutes.isAcknowledged(ALERT)).isFalse();

    file.change(all -> all.with(new Silences.Acknowledgement("7f3a", "kim", NOW, "mine")), NOW);
    assertThat(mutes.isAcknowledged(ALERT)).isTrue();
  }

  @Test
  void what_was_read_last_stays_in_force_while_the_file_is_damaged() throws Exception {
    SilenceFile file = new SilenceFile(directory);
    List<String> warnings = new ArrayList<>();
    SilenceMutes mutes = new SilenceMutes(file, warnings::add);
    file.change(all -> all.with(silence("1", "series=boiler3")), NOW);
    assertThat(mutes.suppressedBy(ALERT, BOILER, NOW)).isPresent();

    Path path = new StateFiles(directory, problem -> {}).path("silences");
    Files.writeString(path, "damaged");

    assertThat(mutes.suppressedBy(ALERT, BOILER, NOW)).isPresent();
    assertThat(mutes.suppressedBy(ALERT, BOILER, NOW)).isPresent();
    assertThat(warnings).hasSize(1).first().asString().contains("damaged; remove it");
    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
  }

  @Test
  void a_silence_with_a_window_is_stored_in_a_form_that_earlier_builds_can_be_told_from()
      throws Exception {
    SilenceFile file = new SilenceFile(directory);
    Path path = new StateFiles(directory, problem -> {}).path("silences");
    Silence plain = silence("1", "series=boiler3");
    file.change(all -> all.with(plain), NOW);
    assertThat(Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("\"version\":1");
    Window window =
        Window.parse(List.of("sunday"), List.of("02:00-04:00", "22:00-24:00"), "Europe/Berlin");
    Silence maintenance =
        new Silence(
            "2",
            plain.matchers(),
            NOW,
            NOW.plus(Duration.ofDays(90)),
            Optional.of(window),
            "kim",
            "maintenance");

    file.change(all -> all.with(maintenance), NOW);

    assertThat(file.read().silence("2")).contains(maintenance);
    assertThat(Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("\"version\":2");
  }

  @Test
  void a_file_of_a_newer_build_is_left_alone() throws Exception {
    new StateFiles(directory, problem -> {}).write("silences", "{\"version\":3}".getBytes());

    assertThatThrownBy(new SilenceFile(directory)::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by a newer build");
  }

  @Test
  void what_ended_long_ago_is_forgotten() throws Exception {
    SilenceFile file = new SilenceFile(directory);
    file.change(all -> all.with(silence("1", "a=b")), NOW);

    Instant later = NOW.plus(Duration.ofDays(121));
    file.change(all -> all, later);

    assertThat(file.read().silences()).isEmpty();
  }

  @Test
  void a_silence_of_everything_is_refused() {
    assertThatThrownBy(() -> silence("1", "series=~\".*\""))
        .hasMessageContaining("needs a matcher");
  }

  @Test
  void a_silence_that_is_ended_at_its_start_ends_just_behind_it() {
    Silence ended = silence("1", "a=b").until(NOW);

    assertThat(ended.endsAt()).isEqualTo(NOW.plusNanos(1));
    assertThat(ended.state(NOW.plusSeconds(1))).isEqualTo(Silence.State.ENDED);
  }

  private static Silence silence(String id, String matchers) {
    Instant end = NOW.plus(Duration.ofHours(2));
    return new Silence(
        id, Matchers.parse(matchers), NOW, end, Optional.empty(), "kim", "inspection");
  }
}
