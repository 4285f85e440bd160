package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.report.StatusReport;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.StartException;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that runs in this process, from its start to its end. */
class ServiceTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int RECORDS = 3_000;

  @TempDir Path directory;

  @Test
  void answers_while_it_runs_balances_when_it_is_quiet_and_stops_when_told() throws Exception {
    Service service = start();
    waitUntil(() -> service.state().port() != 0);
    waitUntil(() -> settled(service) == RECORDS);

    JsonNode status = JsonMapper.builder().build().readTree(get(service, "/api/v1/status"));
    assertThat(status.get("running").asBoolean()).isTrue();
    assertThat(status.at("/records/read").asLong()).isEqualTo(RECORDS);
    assertThat(status.at("/health/components").isObject()).isTrue();
    assertThat(get(service, "/readyz")).contains("ready");
    service.stop();

    assertThat(service.await()).isEqualTo(Ending.WELL);
    StatusReport report = service.state().report(Optional.empty());
    assertThat(report.running()).isFalse();
    assertThat(report.inFlight()).isZero();
    assertThat(report.checkpoints()).isPositive();
  }

  @Test
  void a_directory_belongs_to_one_service_at_a_time() throws Exception {
    Service service = start();

    StartException refused = catchThrowableOfType(StartException.class, this::start);
    service.stop();
    service.await();
    Service next = start();
    next.stop();

    assertThat(refused.exitCode()).isEqualTo(75);
    assertThat(refused).hasMessageContaining(directory.resolve("checkpoints").toString());
    assertThat(next.await()).isEqualTo(Ending.WELL);
  }

  @Test
  void stopping_twice_is_stopping_once() throws Exception {
    Service service = start();

    service.stop();
    service.stop();

    assertThat(service.await()).isEqualTo(Ending.WELL);
  }

  private Service start() throws Exception {
    String text =
        """
        weir {
          sources = [{ type = simulator, rate = max, count = %d }]
          detectors = [{ type = z-score }]
          sinks = []
          checkpointing.directory = "%s"
          dead-letters.path = ""
          http.port = 0
        }
        """
            .formatted(RECORDS, directory.resolve("checkpoints"));
    WeirSettings settings =
        SettingsReader.read(
            ConfigFile.load(Files.writeString(directory.resolve("weir.conf"), text)));
    return Service.start(
        settings,
        RunOptions.FOR_EVER,
        Clocks.system(),
        error -> {
          throw error;
        });
  }

  private static long settled(Service service) {
    return service.state().report(Optional.empty()).counts().settled();
  }

  private static String get(Service service, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(service.state().port(), path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static void waitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
