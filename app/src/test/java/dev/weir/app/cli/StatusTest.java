package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {

  @TempDir Path directory;

  private volatile String authorization = "";

  @Test
  void what_a_service_says_is_printed() throws Exception {
    HttpServer service =
        service(
            200,
            "{\"running\":true,\"records\":{\"read\":1007},\"health\":{\"state\":\"down\",\"components\":"
                + "{\"heap\":{\"reason\":\"full\"},\"lag\":{\"reason\":\"long\"},\"x\":{\"reason\":\"\"}}}}");
    try {
      Ran table = Ran.weir("status", "--url", url(service));
      Ran json = Ran.weir("status", "--url", url(service), "--output", "json");

      assertThat(table.code()).isZero();
      assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ")))
          .contains("Status running", "Health down: full; long", "Records read 1,007");
      assertThat(json.json().at("/records/read").asInt()).isEqualTo(1007);
    } finally {
      service.stop(0);
    }
  }

  @Test
  void an_answer_that_is_none_is_a_failure() throws Exception {
    HttpServer service = service(500, "");
    try {
      Ran ran = Ran.weir("status", "--url", url(service));

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).isEqualTo("weir: %s answers 500\n".formatted(url(service)));
    } finally {
      service.stop(0);
    }
  }

  @Test
  void a_token_is_read_from_a_file() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "abc-123\n");
    HttpServer service = service(200, "{\"records\":{\"read\":1}}");
    HttpServer refuses = service(401, "");
    try {
      Ran ran = Ran.weir("status", "--url", url(service), "--token-file", file);
      Ran refused = Ran.weir("status", "--url", url(refuses), "--token-file", file);
      Ran none = Ran.weir("status", "--url", url(service), "--token-file", directory);
      Files.writeString(file, "a b");
      Ran bad = Ran.weir("status", "--url", url(service), "--token-file", file);

      assertThat(ran.code()).isZero();
      assertThat(authorization).isEqualTo("Bearer abc-123");
      assertThat(refused.err()).contains("answers 401: give a token of the role read");
      assertThat(none.code()).isEqualTo(1);
      assertThat(bad.err()).contains("holds no token of visible characters");
    } finally {
      service.stop(0);
      refuses.stop(0);
    }
  }

  @Test
  void an_answer_from_something_else_is_a_failure() throws Exception {
    for (String body : List.of("<html>", "{}", "[1]")) {
      HttpServer service = service(200, body);
      try {
        Ran ran = Ran.weir("status", "--url", url(service));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("answers with something else").doesNotContain("\tat ");
      } finally {
        service.stop(0);
      }
    }
  }

  @Test
  void a_host_that_nobody_knows_is_told_from_one_that_refuses() {
    Ran ran = Ran.weir("status", "--url", "http://nobody.invalid:8080");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("(the host is not known)");
  }

  @Test
  void no_service_is_a_failure_that_names_the_remedy() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    Ran ran = Ran.weir("status", "--url", "http://127.0.0.1:" + free);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("no service answers at")
        .contains("(connection refused); is it running");
  }

  private static String url(HttpServer service) {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }

  private HttpServer service(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/status",
        exchange -> {
          authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }
}
