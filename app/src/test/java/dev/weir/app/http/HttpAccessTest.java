package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.settings.AccessToken;
import dev.weir.settings.HttpAccess;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask: hosts, tokens, and pages of other sites. */
class HttpAccessTest extends HttpApiFixture {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, 200",
    "localhost:PORT, 200",
    "LOCALHOST, 200",
    "[::1]:PORT, 200",
    "evil.example, 421",
    "evil.example:PORT, 421",
    "127.0.0.1.evil.example, 421",
    "localhost.evil.example:PORT, 421",
    "10.0.0.1, 421"
  })
  void a_request_for_another_host_is_refused(String host, int status) throws Exception {
    int port = start();

    String answer = raw(port, "Host: " + host.replace("PORT", String.valueOf(port)));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:PORT, 200",
    "[2001:db8::1]:PORT, 200",
    "Weir.example.org, 200",
    "evil.example, 421",
    "10.0.0.1.evil.example, 421",
    "1.2.3.4.5, 421"
  })
  void off_loopback_a_host_is_a_numeric_address_or_one_of_the_names(String host, int status)
      throws Exception {
    access = new HttpAccess(false, List.of("weir.example.org"), List.of(), Optional.empty(), false);
    int port = start();

    String answer = raw(port, "Host: " + host.replace("PORT", String.valueOf(port)));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  /** Hash of the token "abc". */
  private static final String HASH =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: Bearer abc | 200",
        "authorization: bearer abc | 200",
        "Authorization: Token abc | 200",
        "X-Other: abc | 401",
        "Authorization: Bearer abd | 401",
        "Authorization: Bearer | 401",
        "Authorization: Bearer abc abc | 401",
        "Authorization: Basic YWJjOmFiYw== | 401",
        "Authorization: abc | 401",
        "Authorization: Bearer abc~Authorization: Bearer abc | 401"
      })
  void a_token_is_read_from_one_authorization_header(String header, int status) throws Exception {
    AccessToken token = new AccessToken("reader", AccessToken.Role.READ, HASH);
    access = new HttpAccess(true, List.of(), List.of(token), Optional.empty(), false);
    int port = start();

    String answer =
        raw(
            port,
            "/api/v1/status",
            "Host: 127.0.0.1:%d\r\n%s".formatted(port, header.replace("~", "\r\n")));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("WWW-Authenticate: Bearer realm=\"weir\"")).isEqualTo(status == 401);
  }

  @ParameterizedTest
  @CsvSource({
    "/write?db=x, dXNlcjphYmM=, 204",
    "/write?db=x, OmFiYw==, 204",
    "/api/v1/write, dXNlcjphYmM=, 204",
    "/api/v2/write, dXNlcjphYmQ=, 401",
    "/write?db=x, YWJj, 401",
    "/write?db=x, !!!!, 401",
    "/api/v1/observations, dXNlcjphYmM=, 401"
  })
  void senders_of_other_protocols_may_give_the_token_as_a_password(
      String path, String credentials, int status) throws Exception {
    AccessToken token = new AccessToken("telegraf", AccessToken.Role.INGEST, HASH);
    access = new HttpAccess(true, List.of(), List.of(token), Optional.empty(), false);
    int port = start();

    String answer =
        raw(
            port,
            "POST",
            path,
            "Host: 127.0.0.1:%d\r\nAuthorization: Basic %s\r\nContent-Length: 0"
                .formatted(port, credentials));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void a_page_of_another_site_is_refused() throws Exception {
    int port = start();
    String host = "Host: 127.0.0.1:" + port + "\r\nOrigin: ";

    assertThat(raw(port, host + "http://127.0.0.1:" + port)).startsWith("HTTP/1.1 200 ");
    assertThat(raw(port, host + "https://127.0.0.1:" + port)).startsWith("HTTP/1.1 200 ");
    assertThat(raw(port, host + "http://evil.example")).startsWith("HTTP/1.1 403 ");
    assertThat(raw(port, host + "null")).startsWith("HTTP/1.1 403 ");
  }
}
