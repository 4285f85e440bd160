package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole services that tell a real HTTP server of their alerts. */
class AlertDeliveryTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final List<Map.Entry<String, String>> taken = new ArrayList<>();
  private final HttpServer server;
  private volatile int status = 200;
  private volatile int refused;
  private String terms = "";

  AlertDeliveryTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
              synchronized (taken) {
                taken.add(Map.entry(id, new String(body, StandardCharsets.UTF_8)));
              }
            } else {
              refused++;
            }
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void alerts_that_could_not_be_delivered_are_delivered_after_a_restart_and_only_once()
      throws Exception {
    Map<String, String> wanted = deliveredByAServiceWithoutTrouble();
    taken.clear();

    status = 503;
    run("second");
    int failures = refused;
    status = 200;
    run("second");
    Map<String, String> delivered = once();
    run("second");

    assertThat(failures).isPositive();
    assertThat(wanted).hasSizeGreaterThan(20);
    assertThat(delivered).isEqualTo(wanted);
    assertThat(List.copyOf(delivered.keySet())).as("order").isEqualTo(List.copyOf(wanted.keySet()));
    assertThat(taken).as("after the third start").hasSameSizeAs(wanted.keySet());
  }

  @Test
  void a_dead_receiver_stops_the_source_and_loses_nothing_and_the_service_can_still_be_stopped()
      throws Exception {
    Map<String, String> wanted = deliveredByAServiceWithoutTrouble();
    taken.clear();
    status = 503;
    terms = "queue-size = 3";

    Service service = start("full");
    waitUntil(() -> counts(service).pending() >= 3 && refused > 2);
    long read = service.state().report(Optional.empty()).counts().settled();
    service.stop();
    Ending ending = service.await();
    status = 200;
    run("full");

    assertThat(read).as("records before it stopped").isLessThan(2_000);
    assertThat(ending).isEqualTo(Ending.WELL);
    assertThat(once()).isEqualTo(wanted);
  }

  @Test
  void a_dead_receiver_may_also_cost_its_oldest_alerts_but_no_more_than_are_counted()
      throws Exception {
    Map<String, String> wanted = deliveredByAServiceWithoutTrouble();
    taken.clear();
    status = 503;
    terms = "queue-size = 3, when-full = drop-oldest";

    Service service = run("drops");
    long dropped = counts(service).dropped();
    status = 200;
    run("drops");

    assertThat(dropped).isBetween(1L, (long) wanted.size());
    assertThat(once()).hasSizeGreaterThanOrEqualTo((int) (wanted.size() - dropped));
    assertThat(wanted).containsAllEntriesOf(once());
  }

  @Test
  void the_report_says_what_became_of_them() throws Exception {
    Service service = run("one");

    assertThat(counts(service))
        .isEqualTo(new ReceiverMonitor.Counts("pager", 0, taken.size(), 0, 0, 0));
  }

  @Test
  void alerts_that_are_refused_are_put_aside() throws Exception {
    status = 400;
    run("one");

    List<String> rejected =
        Files.readAllLines(directory.resolve("one/outbox/rejected-notices.jsonl"));
    status = 200;
    run("one");

    assertThat(rejected).hasSameSizeAs(deliveredByAServiceWithoutTrouble().keySet());
    assertThat(rejected).allMatch(line -> line.contains("answered 400"));
  }

  private static ReceiverMonitor.Counts counts(Service service) {
    return service.state().report(Optional.empty()).receivers().stream()
        .filter(receiver -> receiver.receiver().equals("pager"))
        .findFirst()
        .orElse(new ReceiverMonitor.Counts("pager", 0, 0, 0, 0, 0));
  }

  private Map<String, String> deliveredByAServiceWithoutTrouble() throws Exception {
    status = 200;
    taken.clear();
    run("oracle");
    return once();
  }

  /** What was taken, in order; each must have come once. */
  private Map<String, String> once() {
    Map<String, String> once = new LinkedHashMap<>();
    for (Map.Entry<String, String> call : taken) {
      assertThat(once.put(call.getKey(), call.getValue())).as(call.getKey()).isNull();
    }
    return once;
  }

  /** Runs a service in this directory until it has nothing more to do. */
  private Service run(String place) throws Exception {
    Service service = start(place);
    if (status == 503) {
      waitUntil(() -> refused > 0);
    }
    assertThat(service.await()).isEqualTo(Ending.WELL);
    return service;
  }

  private Service start(String place) throws Exception {
    String text =
        """
        weir {
          sources = [{ type = simulator, rate = max, count = 2000, features = 1 }]
          detectors = [{ type = z-score, window = 60, threshold = 4 }]
          sinks = []
          engine.performance-monitoring = false
          checkpointing.directory = "%s"
          dead-letters.path = ""
          http.enabled = false
          alerting.receivers = [
            { type = webhook, name = pager, url = "http://127.0.0.1:%d/", %s } ]
        }
        """
            .formatted(directory.resolve(place), server.getAddress().getPort(), terms);
    Path file = Files.writeString(directory.resolve("weir.conf"), text);
    return Service.start(
        SettingsReader.read(ConfigFile.load(file)),
        new RunOptions(
            Optional.empty(), Optional.of(Duration.ofMillis(100)), Optional.empty(), false),
        Clocks.system(),
        error -> {
          throw error;
        });
  }

  private static void waitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
