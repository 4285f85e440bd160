package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.app.http.pekko.HttpApi;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** The port, its requests and answers, the page and the stream. */
class HttpApiTest extends HttpApiFixture {

  @Test
  void what_is_not_there_is_a_problem() throws Exception {
    int port = start();

    for (String path :
        List.of("/index.html", "/livez/", "/api/v1", "/../etc/passwd", "/%2e%2e/x")) {
      assertProblem(get(port, path), 404, "there is nothing here");
    }
  }

  @Test
  void only_reading_is_allowed() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri(start(), "/livez"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    assertProblem(
        client.send(post, HttpResponse.BodyHandlers.ofString()), 405, "only GET is answered here");
  }

  @Test
  void answers_on_loopback_only() throws Exception {
    int port = start();

    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, port).close())
              .as("%s", address)
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void a_port_in_use_is_refused() {
    int port = start();

    spawn(port);

    assertThat(listener.expectMessageClass(HttpApi.PortRefused.class).reason())
        .contains("127.0.0.1:" + port)
        .contains("in use");
  }

  @Test
  void a_method_that_is_not_answered_is_told_which_are() throws Exception {
    HttpRequest delete = HttpRequest.newBuilder(uri(start(), "/livez")).DELETE().build();

    HttpResponse<String> answer = client.send(delete, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void answers_may_not_be_stored_framed_or_sniffed() throws Exception {
    int port = start();

    for (String path : List.of("/livez", "/metrics", "/nothing")) {
      HttpResponse<String> answer = get(port, path);
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.headers().firstValue("content-security-policy"))
          .contains("default-src 'none'; frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void every_view_is_the_same_document_with_a_policy_of_its_own() throws Exception {
    int port = start();

    for (String path : List.of("/", "/?series=a", "/series/a", "/series/%3Cimg%20onerror%3E")) {
      HttpResponse<String> answer = get(port, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .matches("(?i)text/html; ?charset=utf-8");
      assertThat(answer.headers().allValues("content-security-policy"))
          .containsExactly(PageFiles.document().headers().get("Content-Security-Policy"));
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.body()).contains("/ui/main.js").doesNotContain("onerror");
    }
  }

  @Test
  void files_of_the_page_come_with_their_media_type() throws Exception {
    int port = start();

    HttpResponse<String> script = get(port, "/ui/main.js");
    assertThat(script.headers().firstValue("content-type").orElseThrow())
        .matches("(?i)text/javascript; ?charset=utf-8");
    assertThat(script.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(get(port, "/ui/tokens.css").headers().firstValue("content-type").orElseThrow())
        .matches("(?i)text/css; ?charset=utf-8");
    assertThat(get(port, "/ui/plex-sans-400.woff2").headers().firstValue("content-type"))
        .contains("font/woff2");
    for (String path : List.of("/ui/", "/ui/none.js", "/ui/..%2f..%2freference.conf")) {
      assertThat(get(port, path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void a_stream_begins_with_a_snapshot_and_ends_with_the_service() throws Exception {
    ActorRef<HttpApi.Command> api = spawn(0);
    int port = listener.expectMessageClass(HttpApi.Listening.class).port();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      request(socket, "/api/v1/stream?topics=status", "127.0.0.1:" + port);
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

      assertThat(until(answer, "event: snapshot"))
          .contains("HTTP/1.1 200 OK", "Cache-Control: no-store", "Transfer-Encoding: chunked")
          .anyMatch(line -> line.startsWith("Content-Type: text/event-stream"))
          .contains("id: 1");
      assertThat(until(answer, "event: change")).contains("id: 2");
      assertProblem(get(port, "/api/v1/stream"), 503, "1 clients are connected already; try later");
      assertProblem(
          get(port, "/api/v1/stream?topics=x"),
          400,
          "topics must be some of status,alerts,detections,plots");
      kit.stop(api);
      assertThatThrownBy(() -> until(answer, "event: end"))
          .isInstanceOfAny(NullPointerException.class, SocketException.class);
    }
  }

  @Test
  void a_page_of_another_site_gets_no_stream() throws Exception {
    int port = start();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      request(socket, "/api/v1/stream", "127.0.0.1:" + port + "\r\nOrigin: http://evil.example");
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

      assertThat(answer.readLine()).startsWith("HTTP/1.1 403 ");
    }
  }

  private static void request(Socket socket, String path, String host) throws IOException {
    String text = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The lines up to one; fails if the stream ends before. */
  private static List<String> until(BufferedReader answer, String end) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.isEmpty() || !lines.getLast().equals(end)) {
      lines.add(Objects.requireNonNull(answer.readLine(), "the stream ended before " + end));
    }
    return lines;
  }

  @Test
  void a_body_is_read_up_to_its_limit_whether_or_not_its_length_is_said() throws Exception {
    int port = start();

    assertThat(post(port, HttpRequest.BodyPublishers.ofByteArray(new byte[MOST])).body())
        .isEqualTo("text/csv a b " + MOST);
    assertThat(post(port, HttpRequest.BodyPublishers.ofByteArray(new byte[MOST + 1])).statusCode())
        .isEqualTo(413);
    assertThat(post(port, streamed(MOST)).body()).isEqualTo("text/csv a b " + MOST);
    assertThat(post(port, streamed(MOST + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void an_answer_without_a_body_has_none() throws Exception {
    int port = start();

    String answer =
        raw(port, "POST", "/api/v2/write", "Host: 127.0.0.1:" + port + "\r\nContent-Length: 0");

    assertThat(answer).startsWith("HTTP/1.1 204 ").endsWith("\r\n\r\n");
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("content-length", "content-type:");
  }

  private static HttpRequest.BodyPublisher streamed(int bytes) {
    return HttpRequest.BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(new byte[bytes]));
  }

  private HttpResponse<String> post(int port, HttpRequest.BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(port, "/api/v1/observations?source=a%20b"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "text/csv")
            .POST(body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
