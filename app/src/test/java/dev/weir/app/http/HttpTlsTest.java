package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.http.pekko.HttpApi;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.app.http.tls.ServerTls;
import dev.weir.app.http.tls.TestCertificates;
import dev.weir.app.http.tls.TlsContexts;
import dev.weir.connectors.tls.TrustedCertificates;
import dev.weir.settings.CertificateFiles;
import dev.weir.settings.HttpAccess;
import dev.weir.settings.HttpLimits;
import dev.weir.settings.HttpTls;
import dev.weir.settings.WeirSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests over TLS, and what is sent to its port that is not TLS. */
class HttpTlsTest {

  private static final String GOOD =
      "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

  /** Its first bytes. */
  private static final String BEGINNING_OF_A_HANDSHAKE = "\u0016\u0003\u0001";

  @TempDir Path directory;

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final TestProbe<HttpApi.Event> listener = kit.createTestProbe(HttpApi.Event.class);
  private HttpTls files = new HttpTls(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws Exception {
    files = TestCertificates.make(directory, "weir", "EC");
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void answers_a_client_that_trusts_the_certificate_and_no_other() throws Exception {
    URI livez = URI.create("https://127.0.0.1:%d/livez".formatted(start(HttpLimits.USUAL)));
    HttpRequest request = HttpRequest.newBuilder(livez).build();

    try (HttpClient trusting =
        HttpClient.newBuilder()
            .sslContext(TrustedCertificates.context(files.certificate()))
            .build()) {
      HttpResponse<String> answer = trusting.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("up");
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }
    try (HttpClient other = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> other.send(request, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void a_client_needs_a_certificate_of_the_authority_that_is_named() throws Exception {
    HttpTls known = TestCertificates.make(directory, "known", "EC");
    HttpTls unknown = TestCertificates.make(directory, "unknown", "EC");
    files = new HttpTls(files.certificate(), files.key(), Optional.of(known.certificate()));
    int port = start(HttpLimits.USUAL);
    URI livez = URI.create("https://127.0.0.1:%d/livez".formatted(port));

    assertThat(status(livez, Optional.of(known))).isEqualTo(200);
    assertThatThrownBy(() -> status(livez, Optional.of(unknown))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> status(livez, Optional.empty())).isInstanceOf(IOException.class);
    assertThat(status(livez, Optional.of(known))).isEqualTo(200);
  }

  /** The status of an answer to a client with this certificate. */
  private int status(URI uri, Optional<HttpTls> own) throws Exception {
    Optional<CertificateFiles.Pair> pair =
        own.isPresent() ? Optional.of(CertificateFiles.read(own.get())) : Optional.empty();
    HttpTls server = new HttpTls(files.certificate(), files.key());
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(TlsContexts.of(pair, CertificateFiles.read(server).chain()))
            .build()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void requests_in_clear_get_no_answer() throws Exception {
    try (Socket plain = new Socket("127.0.0.1", start(HttpLimits.USUAL))) {
      assertThat(answer(plain, GOOD)).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void what_two_parsers_may_read_differently_is_refused_under_tls_as_well() throws Exception {
    try (Socket socket = secured(start(HttpLimits.USUAL))) {
      assertThat(answer(socket, "GET /livez HTTP/1.1\nHost: 127.0.0.1\n\n" + GOOD))
          .containsPattern("^HTTP/1\\.1 (400|505) ")
          .doesNotContain("{\"state\"");
    }
    try (Socket socket = secured(start(HttpLimits.USUAL))) {
      assertThat(answer(socket, GOOD)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void a_request_and_a_handshake_that_do_not_end_are_cut_off_at_their_deadline() throws Exception {
    int port = start(new HttpLimits(8, 8, Duration.ofMillis(500), 0));

    // Less than the 10 s after which a connection without a byte is closed anyway.
    try (Socket socket = secured(port)) {
      socket.setSoTimeout(8_000);
      assertThat(answer(socket, "GET /livez HT")).isEmpty();
    }
    try (Socket silent = new Socket("127.0.0.1", port)) {
      silent.setSoTimeout(8_000);
      assertThat(answer(silent, BEGINNING_OF_A_HANDSHAKE)).doesNotContain("HTTP");
    }
  }

  /** Shows that it is the deadline that cuts off: without one nothing does within a second. */
  @Test
  void nothing_is_cut_off_long_before_its_deadline() throws Exception {
    int port = start(new HttpLimits(8, 8, Duration.ofHours(1), 0));

    try (Socket socket = secured(port)) {
      socket.setSoTimeout(1_000);
      assertThatThrownBy(() -> answer(socket, "GET /livez HT"))
          .isInstanceOf(SocketTimeoutException.class);
    }
    try (Socket silent = new Socket("127.0.0.1", port)) {
      silent.setSoTimeout(1_000);
      assertThatThrownBy(() -> answer(silent, BEGINNING_OF_A_HANDSHAKE))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private Socket secured(int port) throws IOException {
    SSLContext context = TrustedCertificates.context(files.certificate());
    return context.getSocketFactory().createSocket("127.0.0.1", port);
  }

  private int start(HttpLimits limits) throws IOException {
    StubService service = new StubService();
    EventStreams streams = new EventStreams(1, Duration.ofMillis(10));
    ServerTls tls = new ServerTls(files, () -> 0, _ -> {});
    kit.spawn(
        HttpApi.create(
            new HttpApi.Setup(
                new WeirSettings.Http(
                    "127.0.0.1", 0, HttpAccess.LOOPBACK, limits, Optional.of(files)),
                Optional.of(tls::engine),
                ServiceRoutes.of(service, streams, Gate.open(), RequestRates.unlimited()),
                streams,
                () -> 0,
                listener.getRef())));
    return listener.expectMessageClass(HttpApi.Listening.class).port();
  }

  /** Sends a text, and reads until the connection is closed; a reset closes it too. */
  private static String answer(Socket socket, String text) throws IOException {
    StringBuilder answer = new StringBuilder();
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.append((char) b);
      }
    } catch (SocketException | SSLException e) {
      // The service has cut the connection: what it sent before is the answer.
      return answer.toString();
    }
    return answer.toString();
  }
}
