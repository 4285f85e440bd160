package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.http.pekko.HttpApi;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.settings.HttpAccess;
import dev.weir.settings.HttpLimits;
import dev.weir.settings.WeirSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of hostile and slow clients, byte by byte. */
class HttpLimitsTest {

  /** Less than the 10 s after which a connection without a byte is closed anyway. */
  private static final int PATIENCE_MILLIS = 8_000;

  private static final HttpLimits USUAL = HttpLimits.USUAL;
  private static final String GOOD = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String POST =
      "POST /api/v1/observations HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n";

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final TestProbe<HttpApi.Event> listener = kit.createTestProbe(HttpApi.Event.class);
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez HTTP/1.1\nHost: localhost\n\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: y\r\n z\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: y\r\n\tz\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n1\r\na\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\naa",
        POST + "Content-Length: 1, 1\r\n\r\na",
        POST + "Content-Length: +1\r\n\r\na",
        POST + "Content-Length: -1\r\n\r\na",
        POST + "Content-Length: 0x1\r\n\r\na",
        POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\nx\r\na\r\n0\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
        "GET /livez HTTP/1.1\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET  /livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "G\u0001T /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void what_two_parsers_may_read_differently_is_refused_and_the_connection_closed(String request)
      throws Exception {
    Socket socket = connect(start(USUAL));

    send(socket, request + GOOD);

    String answer = rest(socket);
    assertThat(answer).containsPattern("^HTTP/1\\.1 (400|50[15]) ");
    assertThat(answer).contains("application/problem+json").doesNotContain("{\"state\":\"up\"}");
    assertThat(answer).doesNotContain("pekko", "Exception", "dev.weir");
  }

  @Test
  void a_header_that_is_too_large_is_refused() throws Exception {
    Socket socket = connect(start(USUAL));

    send(socket, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(70_000) + "\r\n\r\n");

    assertThat(rest(socket)).startsWith("HTTP/1.1 431 ").contains("application/problem+json");
  }

  @Test
  void bodies_with_line_feeds_are_read_and_further_requests_answered() throws Exception {
    Socket socket = connect(start(USUAL));

    send(
        socket,
        POST
            + "Content-Length: 4\r\n\r\na\n\nb"
            + POST
            + "Transfer-Encoding: chunked\r\n\r\n3\r\n\n\n\n\r\n0\r\n\r\n"
            + GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

    assertThat(rest(socket)).containsSubsequence("\"taken\"", "\"taken\"", "{\"state\":\"up\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: y",
        POST + "Content-Length: 4\r\n\r\na",
        POST + "Transfer-Encoding: chunked\r\n\r\n4\r\na"
      })
  void a_request_that_does_not_end_is_cut_off_at_its_deadline(String begun) throws Exception {
    Socket socket = connect(start(new HttpLimits(8, 8, Duration.ofMillis(200), 0)));

    send(socket, begun);

    assertThat(rest(socket)).isEmpty();
  }

  /** No byte is late by itself: only the deadline of the whole request can end this. */
  @Test
  void a_client_that_sends_byte_by_byte_is_cut_off_at_the_deadline() throws Exception {
    Socket socket = connect(start(new HttpLimits(8, 8, Duration.ofMillis(500), 0)));

    assertThat(bytesTaken(socket, 250)).isLessThan(250);
  }

  @Test
  void a_client_that_sends_byte_by_byte_is_answered_before_the_deadline() throws Exception {
    Socket socket = connect(start(new HttpLimits(8, 8, Duration.ofHours(1), 0)));

    assertThat(bytesTaken(socket, 50)).isEqualTo(50);
    send(socket, "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    socket.setSoTimeout(PATIENCE_MILLIS);
    assertThat(rest(socket)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void connections_without_a_request_do_not_keep_others_out() throws Exception {
    int port = start(new HttpLimits(6, 4, Duration.ofMinutes(5), 0));
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Socket socket = connect(port);
      send(socket, "GET /livez HTTP/1.1\r\nX: ");
      slow.add(socket);
    }

    Socket good = connect(port);
    send(good, GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

    assertThat(rest(good)).startsWith("HTTP/1.1 200 ");
    assertThat(rest(slow.getFirst())).as("the oldest made room").isEmpty();
  }

  @Test
  void while_there_is_room_no_connection_has_to_make_any() throws Exception {
    int port = start(new HttpLimits(6, 5, Duration.ofMinutes(5), 0));
    Socket slow = connect(port);
    send(slow, "GET /livez HTTP/1.1\r\nX: ");
    List<Socket> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(connect(port));
    }

    for (Socket one : others) {
      send(one, GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      assertThat(rest(one)).startsWith("HTTP/1.1 200 ");
    }
    send(slow, "y\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(rest(slow)).startsWith("HTTP/1.1 200 ");
  }

  private int start(HttpLimits limits) {
    StubService service = new StubService();
    EventStreams streams = new EventStreams(1, Duration.ofMillis(10));
    kit.spawn(
        HttpApi.create(
            new HttpApi.Setup(
                new WeirSettings.Http(
                    "127.0.0.1", 0, HttpAccess.LOOPBACK, limits, Optional.empty()),
                Optional.empty(),
                ServiceRoutes.of(service, streams, Gate.open(), RequestRates.unlimited()),
                streams,
                () -> 0,
                listener.getRef())));
    return listener.expectMessageClass(HttpApi.Listening.class).port();
  }

  private Socket connect(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException e) {
      // The service may have closed the connection before all of it was sent.
      assertThat(e).hasMessageContaining("ipe");
    }
  }

  /**
   * Begins a request and sends bytes of a header of it, at most one each 20 ms, until the
   * connection is closed; returns how many were sent.
   */
  private static int bytesTaken(Socket socket, int most) throws IOException {
    socket.setSoTimeout(20);
    send(socket, "GET /livez HTTP/1.1\r\nX: ");
    for (int sent = 0; sent < most; sent++) {
      send(socket, "y");
      try {
        if (socket.getInputStream().read() < 0) {
          return sent;
        }
      } catch (SocketTimeoutException e) {
        // It is open, and has no answer.
      } catch (SocketException e) {
        return sent;
      }
    }
    return most;
  }

  /** What is sent until the connection is closed; a reset closes it too. */
  private static String rest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        text.append((char) b);
      }
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    return text.toString();
  }
}
