package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a service with receivers for people, and the commands on its alerts. */
class AlertCommandsTest {

  @TempDir Path directory;

  private final List<String> posts = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 200;

  AlertCommandsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = (status == 200 ? "ok" : "no_service").getBytes(StandardCharsets.UTF_8);
            if (status == 200) {
              posts.add(body);
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  @BeforeEach
  void data() throws IOException {
    StringBuilder lines = new StringBuilder("timestamp,key,level\n");
    for (int i = 0; i < 300; i++) {
      int value = i < 295 ? 10 + i % 3 : 500;
      lines.append("2026-03-01T00:%02d:%02dZ,north/boiler3,%d%n".formatted(i / 60, i % 60, value));
    }
    Files.writeString(directory.resolve("in.csv"), lines);
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Path config() throws IOException {
    return Files.writeString(
        directory.resolve("weir.conf"),
        """
        weir {
          sources = [{ name = plant, type = file, path = "%1$s/in.csv", record.series = key }]
          detectors = [{ match = "*", type = z-score, window = 60, threshold = 4 }]
          sinks = []
          alerting {
            receivers = [
              { type = log }
              { type = slack, name = ops, url = "http://127.0.0.1:%2$d/services/canarycanary" }
            ]
            labels = [{ pattern = "(?<site>[^/]+)/.*" }]
          }
          checkpointing.directory = "%1$s/state"
          dead-letters.path = "%1$s/dead.jsonl"
          http.enabled = false
        }
        """
            .formatted(directory, server.getAddress().getPort()));
  }

  private Ran run() throws IOException {
    return Ran.weir("run", "-c", config(), "--until-idle", "50ms", "--output", "json");
  }

  @Test
  void a_person_is_notified_of_a_group_before_the_service_stops() throws Exception {
    assertThat(run().code()).isZero();

    assertThat(posts).hasSize(1);
    assertThat(posts.getFirst())
        .contains("north/boiler3", "Measured: `500", "weir silence add")
        .contains("\"color\":\"#dc2626\"");
    Ran open = Ran.weir("alerts", "ls", "-c", config());
    assertThat(open.out()).contains("critical", "north/boiler3");
    Ran preview = Ran.weir("alerts", "preview", "-c", config(), "ops");
    assertThat(preview.out()).contains("Critical: north/boiler3", "Measured: 500");
    assertThat(Ran.weir("alerts", "preview", "-c", config(), "nobody").err())
        .contains("there is no receiver 'nobody'; there are log, ops");
  }

  @Test
  void after_a_restart_nobody_is_notified_twice() throws Exception {
    run();
    assertThat(posts).hasSize(1);

    assertThat(run().code()).isZero();

    assertThat(posts).hasSize(1);
  }

  @Test
  void a_silence_mutes_and_ends() throws Exception {
    Ran added =
        Ran.weir(
            "silence",
            "add",
            "-c",
            config(),
            "site=north",
            "--for",
            "2h",
            "--comment",
            "test",
            "--by",
            "kim");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out()).contains("it mutes 0 alerts that are open now");

    run();

    assertThat(posts).isEmpty();
    assertThat(Ran.weir("alerts", "ls", "-c", config()).out()).contains("suppressed by silence");
    Ran listed = Ran.weir("silence", "ls", "-c", config());
    assertThat(listed.out()).contains("active", "site=\"north\"", "by kim: test");
    String id = listed.out().substring(0, 8);
    assertThat(Ran.weir("silence", "expire", "-c", config(), id).out()).contains("ended");
    assertThat(Ran.weir("silence", "ls", "-c", config()).out()).isEmpty();
    assertThat(Ran.weir("silence", "ls", "-c", config(), "--all").out()).contains("ended");
    assertThat(Ran.weir("silence", "expire", "-c", config(), id).err())
        .contains("0 silences in force or to come have an id that begins with");
  }

  @Test
  void a_silence_comes_back_at_weekdays_and_times_and_can_be_changed() throws Exception {
    Ran added =
        Ran.weir(
            "silence",
            "add",
            "-c",
            config(),
            "site=north",
            "--for",
            "90d",
            "--comment",
            "maintenance",
            "--weekdays",
            "saturday,sunday",
            "--times",
            "02:00-04:00",
            "--time-zone",
            "Europe/Berlin");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out()).contains(", on saturday, sunday 02:00-04:00 Europe/Berlin; it mutes 0");
    String id = added.out().split(" ")[1];

    Ran changed =
        Ran.weir("silence", "edit", "-c", config(), id, "--for", "10d", "--comment", "shorter");

    assertThat(changed.code()).as(changed.err()).isZero();
    assertThat(Ran.weir("silence", "ls", "-c", config(), "--output", "json").out())
        .contains("\"shorter\"", "\"02:00-04:00\"", "\"saturday\"", "\"time_zone\"");
    assertThat(Ran.weir("silence", "edit", "-c", config(), id).code()).isEqualTo(2);
    assertThat(
            Ran.weir(
                    "silence",
                    "add",
                    "-c",
                    config(),
                    "site=north",
                    "--for",
                    "1d",
                    "--comment",
                    "x",
                    "--weekdays",
                    "Sat")
                .code())
        .isEqualTo(2);
  }

  @Test
  void a_silence_of_everything_or_a_malformed_one_is_refused() throws Exception {
    for (String matcher : List.of("series=~\".*\"", "series", "a=~\"(\"")) {
      Ran ran =
          Ran.weir("silence", "add", "-c", config(), matcher, "--for", "2h", "--comment", "x");
      assertThat(ran.code()).as(matcher).isEqualTo(2);
    }
  }

  @Test
  void a_refused_notice_is_listed_and_sent_again() throws Exception {
    status = 404;
    run();
    Ran listed = Ran.weir("alerts", "rejected", "ls", "-c", config());
    assertThat(listed.out()).contains("ops", "404 (no_service)").doesNotContain("canary");
    assertThat(Ran.weir("alerts", "rejected", "resend", "-c", config()).code()).isEqualTo(1);

    status = 200;
    Ran resent = Ran.weir("alerts", "rejected", "resend", "-c", config());

    assertThat(resent.code()).as(resent.err()).isZero();
    assertThat(posts).isNotEmpty();
    assertThat(Ran.weir("alerts", "rejected", "ls", "-c", config()).out()).isEmpty();
  }

  @Test
  void an_acknowledged_alert_says_so() throws Exception {
    run();
    String id = Ran.weir("alerts", "ls", "-c", config()).out().split(" ")[0];

    assertThat(Ran.weir("alerts", "ack", "-c", config(), id, "--by", "kim").code()).isZero();

    assertThat(Ran.weir("alerts", "ls", "-c", config()).out()).contains("acknowledged by kim");
  }

  @Test
  void the_route_of_an_alert_is_shown_before_there_is_one() throws Exception {
    Ran ran = Ran.weir("route", "test", "-c", config(), "series=north/b", "severity=info");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("log  {}  group")
        .contains("ops  {}  not notified: its lowest severity is warning");
    assertThat(Ran.weir("route", "test", "-c", config(), "severity=loud").code()).isEqualTo(2);
  }
}
