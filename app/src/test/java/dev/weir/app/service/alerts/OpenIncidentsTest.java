package dev.weir.app.service.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.monitoring.health.HealthMonitor.OpenIncident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenIncidentsTest {

  private static final OpenIncident FULL =
      new OpenIncident("source a", "out.jsonl: \"full\"", Instant.parse("2026-01-01T12:00:00Z"));
  private static final OpenIncident SLOW =
      new OpenIncident("latency", "slow", Instant.parse("2026-01-01T13:00:00Z"));

  @TempDir Path directory;

  @Test
  void the_next_process_knows_what_is_open() throws Exception {
    OpenIncidents incidents = OpenIncidents.in(directory);
    assertThat(incidents.list()).isEmpty();
    incidents.put(FULL);
    incidents.put(SLOW);
    incidents.put(new OpenIncident("latency", "slower", SLOW.openedAt()));
    incidents.remove("memory");

    assertThat(OpenIncidents.in(directory).list())
        .containsExactly(FULL, new OpenIncident("latency", "slower", SLOW.openedAt()));
    incidents.remove("source a");
    assertThat(OpenIncidents.in(directory).list()).hasSize(1);
    Path file = directory.resolve(OpenIncidents.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_damaged_file_is_refused_with_its_name_and_what_to_do() throws Exception {
    Files.writeString(directory.resolve(OpenIncidents.NAME), "[{");

    assertThatThrownBy(() -> OpenIncidents.in(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.resolve(OpenIncidents.NAME) + " is damaged; remove it");
  }

  @Test
  void a_file_that_cannot_be_written_keeps_the_incident_in_memory() throws Exception {
    OpenIncidents incidents = OpenIncidents.in(directory.resolve("gone"));

    assertThatThrownBy(() -> incidents.put(FULL)).isInstanceOf(IOException.class);
    assertThat(incidents.list()).containsExactly(FULL);
  }

  @Test
  void without_a_directory_nothing_is_durable() throws Exception {
    OpenIncidents incidents = OpenIncidents.inMemory();
    incidents.put(FULL);

    assertThat(incidents.isDurable()).isFalse();
    assertThat(incidents.list()).containsExactly(FULL);
  }
}
