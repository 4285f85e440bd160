package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

  @TempDir Path directory;

  @Test
  void a_configuration_that_can_be_used_is_ok() throws Exception {
    Path file = write("weir.sources = [{ type = simulator }]");

    Ran ran = Ran.weir("check", file);

    assertThat(ran).isEqualTo(new Ran(0, file + " can be used\n", "", ""));
    assertThat(Ran.weir("check", file, "--output", "json").json().toString())
        .isEqualTo("{\"ok\":true,\"problems\":[]}");
  }

  @Test
  void one_that_cannot_be_used_is_refused_with_all_its_problems() throws Exception {
    Path file = write("weir.http.prt = 1\nweir.engine.batch-size = many\n");

    Ran ran = Ran.weir("check", file);

    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .containsExactlyInAnyOrder(
            "weir: the configuration is refused:",
            "  %s:1: there is no setting 'weir.http.prt'; did you mean 'port'?".formatted(file),
            "  %s:2: weir.engine.batch-size must be a whole number, and is 'many'".formatted(file));
  }

  @Test
  void one_that_is_refused_says_so_as_json_too() throws Exception {
    Path file = write("weir.http.prt = 1\n");

    for (List<Object> words :
        List.<List<Object>>of(
            List.of("check", file, "-o", "json"),
            List.of("check", file, "--connect", "-o", "json"))) {
      Ran ran = Ran.weir(words.toArray());

      assertThat(ran.code()).isEqualTo(78);
      assertThat(ran.err()).contains("there is no setting 'weir.http.prt'");
      assertThat(ran.json().get("ok").asBoolean()).isFalse();
      assertThat(ran.json().at("/problems/0").asText())
          .isEqualTo("%s:1: there is no setting 'weir.http.prt'; did you mean 'port'?", file);
    }
  }

  @Test
  void one_that_is_not_there_is_refused() {
    Ran ran = Ran.weir("check", directory.resolve("no.conf"));

    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.err()).contains("there is no configuration file " + directory);
  }

  @Test
  void connecting_tries_every_source_and_sink() throws Exception {
    Path in = Files.writeString(directory.resolve("in.csv"), "t,v\n1,2\n");
    Path file =
        write(
            """
            weir.sources = [{ type = file, path = "%s" }, { type = stdin }, { type = simulator }]
            weir.sinks = [{ type = file, path = "%s" }, { type = log }, { type = stdout }]
            weir.dead-letters.path = "%s"
            """
                .formatted(in, directory.resolve("o.jsonl"), directory.resolve("d.jsonl")));

    Files.writeString(directory.resolve("o.jsonl"), "{}\n{\"torn");

    assertThat(Ran.weir("check", file, "--connect").code()).isZero();
    assertThat(directory.resolve("o.jsonl")).hasContent("{}\n{\"torn");
    assertThat(directory.resolve("d.jsonl")).doesNotExist();
  }

  @Test
  void what_cannot_be_connected_fails_the_check_in_sentences() throws Exception {
    Path taken = Files.createDirectory(directory.resolve("taken.jsonl"));
    Path file =
        write(
            """
            weir.sources = [{ type = simulator }]
            weir.sinks = [{ type = file, path = "%s" }]
            weir.dead-letters.path = ""
            """
                .formatted(taken));

    Ran table = Ran.weir("check", file, "--connect");
    Ran json = Ran.weir("check", file, "--connect", "-o", "json");

    assertThat(Ran.weir("check", file).code()).as("without connecting").isZero();
    assertThat(table.code()).isEqualTo(1);
    assertThat(table.out()).isEmpty();
    assertThat(table.err())
        .startsWith("weir: cannot write to " + taken)
        .contains("is a folder, and a file is wanted")
        .doesNotContain("Exception");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.json().get("ok").asBoolean()).isFalse();
    assertThat(json.json().get("problems").get(0).asText()).startsWith("cannot write to " + taken);
  }

  @Test
  void connecting_tries_receivers_without_telling_them_anything() throws Exception {
    List<String> methods = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          methods.add(exchange.getRequestMethod());
          exchange.sendResponseHeaders(405, -1);
          exchange.close();
        });
    server.start();
    String text =
        """
        weir.sources = [{ type = simulator }]
        weir.dead-letters.path = ""
        weir.alerting.receivers = [
          { type = webhook, name = pager, url = "http://127.0.0.1:%d/x?token=canary", timeout = 5s } ]
        """
            .formatted(server.getAddress().getPort());
    Path file = write(text);

    Ran reached = Ran.weir("check", file, "--connect");
    server.stop(0);
    Ran gone = Ran.weir("check", file, "--connect");

    assertThat(reached.code()).isZero();
    assertThat(methods).containsExactly("HEAD");
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).startsWith("weir: cannot reach receiver 'pager': http://127.0.0.1:");
    assertThat(gone.err()).doesNotContain("canary");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("weir.conf"), text);
  }
}
