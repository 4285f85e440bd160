package dev.weir.app.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndsTest {

  private static final String POST = "POST /x HTTP/1.1\r\nHost: a\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        POST + "Content-Length: 5\r\n\r\na\nb\n\n" + POST + "content-length:  1 \r\n\r\n\n",
        POST + "Content-Length: 0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        POST
            + "Transfer-Encoding: chunked\r\n\r\n4\r\na\nb\n\r\nA;x=y\r\n\n\n\n\n\n\n\n\n\n\n\r\n0\r\n\r\n"
            + "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        POST + "Transfer-Encoding: Chunked\r\n\r\n0\r\nTrailer: x\r\n\r\nGET / HTTP/1.1\r\n\r\n"
      })
  void requests_with_line_feeds_in_their_bodies_stay_as_they_are(String requests) {
    assertThat(checked(requests, requests.length())).isEqualTo(requests);
    assertThat(checked(requests, 1)).isEqualTo(requests);
    assertThat(checked(requests, 7)).isEqualTo(requests);
  }

  /** The sign ~ stands for the byte that is replaced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1~Host: a\n\n",
        "~GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a~\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n~",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n~z\r\n\r\n",
        POST + "Content-Length: 3\r\n\r\na\nbGET / HTTP/1.1~",
        POST + "Transfer-Encoding: chunked\r\n\r\n1~a\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n\n~0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n0\r\n~",
        POST + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y~\r\n"
      })
  void the_first_line_feed_alone_and_the_first_fold_become_nul(String requests) {
    String sent = requests.replace('~', requests.contains("X: y\r\n~z") ? ' ' : '\n');
    String wanted = requests.replace('~', '\0');

    assertThat(checked(sent, sent.length())).isEqualTo(wanted);
    assertThat(checked(sent, 1)).isEqualTo(wanted);
  }

  /** The sign ~ stands for the line feed that is replaced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nContent-Length: 2\r~\r\n",
        "Content-Length: +4\r~\r\n",
        "Content-Length: 4, 4\r~\r\n",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r~",
        "Transfer-Encoding: identity\r~\r\n",
        "Transfer-Encoding: gzip, chunked\r~\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r~\r\n",
        "Transfer-Encoding: chunked\r\n\r\nx\r~"
      })
  void a_body_whose_end_is_not_known_is_refused(String headers) {
    String requests = POST + headers + "a\nb\n\n";

    assertThat(checked(requests.replace('~', '\n'), 1)).isEqualTo(requests.replace('~', '\0'));
  }

  @Test
  void a_length_or_coding_that_is_far_to_the_right_is_refused() {
    for (String header : List.of("Content-Length: 5", "Transfer-Encoding: chunked")) {
      String far = POST + header.replace(" ", " ".repeat(300)) + "\r~\r\n";

      assertThat(checked(far.replace('~', '\n'), 9)).isEqualTo(far.replace('~', '\0'));
    }
    String other = POST + "X: " + "y".repeat(3_000) + "\r\nContent-Length: 1\r\n\r\n\n";
    assertThat(checked(other, 9)).isEqualTo(other);
  }

  private static String checked(String requests, int piece) {
    LineEnds lineEnds = new LineEnds();
    byte[] bytes = requests.getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder all = new StringBuilder();
    for (int from = 0; from < bytes.length; from += piece) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
      lineEnds.check(part);
      all.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }
}
