package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.service.Service;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A secret in each place of a configuration where one can stand is printed nowhere. */
@Timeout(120)
class SecretsTest {

  @TempDir Path directory;

  @Test
  void no_secret_of_a_good_configuration_is_printed() throws Exception {
    // A comment with canary-01.
    String text =
        """
        weir {
          # canary-01
          sources = [
            { name = r, type = redis-streams, uri = "redis://127.0.0.1:1", streams = [s]
              user = weir, password = canary-02, timeout = 2s } # canary-03
          ]
          detectors = [{ match = "http://shop/*", type = z-score }]
          sinks = [
            { type = redis-streams, uri = "redis://127.0.0.1:1", stream = d, password = canary-04
              timeout = 2s }
          ]
          checkpointing { directory = "DIR/ck" }
          dead-letters.path = "DIR/dead.jsonl"
          http.enabled = false
          alerting.receivers = [
            { name = slack, type = webhook, url = "http://127.0.0.1:1/services/canary-05/canary-06"
              secret = canary-07, timeout = 1s }
            { name = pager, type = webhook, url = "http://127.0.0.1:1/a?token=canary-08&x=canary-09"
              headers { Authorization = "Bearer canary-10", X-Key = canary-11 }, timeout = 1s }
            { name = bare, type = webhook, url = "http://127.0.0.1:1?canary-12", timeout = 1s }
          ]
        }
        """
            .replace("DIR", directory.toString());
    Path file = Files.writeString(directory.resolve("weir.conf"), text);

    List<Ran> runs = new ArrayList<>();
    runs.add(Ran.weir("check", file));
    runs.add(Ran.weir("check", file, "--connect"));
    runs.add(Ran.weir("check", file, "--connect", "-o", "json"));
    for (String form : List.of("table", "json")) {
      runs.add(Ran.weir("config", "show", "-c", file, "-o", form));
      runs.add(Ran.weir("config", "show", "--resolved", "-c", file, "-o", form));
    }
    runs.add(Ran.weir("run", "-c", file, "--for", "1s"));

    assertThat(runs.getFirst().err()).isEmpty();
    for (Ran run : runs) {
      assertThat((run.out() + run.err()).lines()).noneMatch(line -> line.contains("canary"));
    }
    assertThat(runs.get(1).err()).contains("http://127.0.0.1:1", "127.0.0.1:1");
    assertThat(runs.get(3).out()).contains("http://127.0.0.1:1/***", "http://shop/*");
  }

  @Test
  void no_secret_of_a_refused_configuration_is_printed() throws Exception {
    String head = "weir { sources = [{ name = r, type = redis-streams, streams = [s], ";
    String receiver = "weir { alerting.receivers = [{ name = w, type = webhook, ";
    for (String text :
        List.of(
            "weir.http.tokens = [{ name = a, role = read, sha256 = \"canary\" }]",
            "weir.http.tokens = [\"canary\"]",
            "weir.http.tokens = canary",
            "weir.http.tokens = [{ name = a, role = read, token = canary }]",
            head + "uri = \"redis://u:canary@h:1\" }] }",
            head + "uri = \"redis://h:1/canary\" }] }",
            head + "uri = \"http://h:1/canary\" }] }",
            head + "uri = \"redis://u:can ary@h:1\" }] }",
            head + "password = { canary = 1 } }] }",
            head + "password = canary, timeout = \"canary\" }] }".replace("\"canary\"", "x"),
            head + "password = \"canary }] }",
            head + "password = can}ary }] }",
            head + "password = canary:x }] }",
            head + "password = [canary }] }",
            receiver + "url = \"http://u:canary@h/x\" }] }",
            receiver + "url = \"ftp://h/canary\" }] }",
            receiver + "url = \"http://h/canary#x\" }] }",
            receiver + "url = \"http://h/ canary\" }] }",
            receiver + "url = \"http://h/x\", headers { Host = canary } }] }",
            receiver + "url = \"http://h/x\", headers { A = \"canary\\u0007\" } }] }",
            receiver + "url = \"http://h/x\", type = \"https://h/canary\" }] }",
            receiver + "url = \"http://h/x\", timeout = \"https://h/canary\" }] }")) {
      Path file = Files.writeString(directory.resolve("weir.conf"), text + "\n");
      for (Ran run :
          List.of(
              Ran.weir("check", file),
              Ran.weir("check", file, "-o", "json"),
              Ran.weir("config", "show", "-c", file),
              Ran.weir("run", "-c", file, "--for", "1s"))) {
        assertThat(run.out() + run.err()).as(text).doesNotContain("canary", "ary@");
        assertThat(run.code()).as(text).isNotIn(0, 3, 70);
      }
    }
  }

  @Test
  void no_secret_is_in_the_status_of_a_running_service() throws Exception {
    String text =
        """
        weir {
          sources = [{ type = simulator, rate = max, count = 3000 }]
          detectors = [{ match = "*", type = z-score }]
          sinks = []
          checkpointing.directory = "DIR/ck"
          dead-letters.path = "DIR/dead.jsonl"
          http.port = 0
          alerting.receivers = [{ name = w, type = webhook, timeout = 1s, secret = canary-01
            url = "http://127.0.0.1:1/canary-02?canary-03", headers { A = canary-04 } }]
        }
        """
            .replace("DIR", directory.toString());
    Path file = Files.writeString(directory.resolve("weir.conf"), text);
    Service service =
        Service.start(
            SettingsReader.read(ConfigFile.load(file)),
            RunOptions.FOR_EVER,
            Clocks.system(),
            error -> {
              throw error;
            });
    try {
      while (service.state().port() == 0) {
        Thread.onSpinWait();
      }
      String url = "http://127.0.0.1:" + service.state().port();
      Ran json = Ran.weir("status", "--url", url, "-o", "json");
      while (!json.out().contains("127.0.0.1:1")) {
        json = Ran.weir("status", "--url", url, "-o", "json");
      }
      Ran table = Ran.weir("status", "--url", url);

      assertThat(table.out()).contains("127.0.0.1:1");
      assertThat(json.out() + json.err() + table.out() + table.err()).doesNotContain("canary");
    } finally {
      service.stop();
      service.await();
    }
  }

  @Test
  void no_secret_of_an_address_on_the_command_line_is_printed() throws Exception {
    for (Ran run :
        List.of(
            Ran.weir("generate", "--to", "redis://u:canary@127.0.0.1:1", "--count", "1"),
            Ran.weir("generate", "--to", "redis://u:can\"canary@h:1", "--count", "1"),
            Ran.weir("status", "--url", "http://u:canary@127.0.0.1:1/canary?canary"),
            Ran.weir("status", "--url", "http://h h/canary"),
            Ran.weir("status", "--url=http://h\"/canary"),
            Ran.weir("status", "--url=http:///canary"),
            Ran.weir("status", "--url", "http:canary"),
            Ran.weir("status", "--url", "ftp://h/canary"),
            Ran.weir("status", "http://h/ canary"),
            Ran.weir("statu", "http://h/'canary'"))) {
      assertThat(run.out() + run.err()).doesNotContain("canary");
      assertThat(run.code()).isNotIn(0, 3, 70);
    }
  }
}
