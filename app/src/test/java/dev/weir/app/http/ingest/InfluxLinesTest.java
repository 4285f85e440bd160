package dev.weir.app.http.ingest;

import static dev.weir.app.http.ingest.IngestFixture.bytes;
import static dev.weir.app.http.ingest.IngestFixture.gzip;
import static dev.weir.app.http.ingest.IngestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.Endpoint;
import dev.weir.app.http.routing.Reply;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfluxLinesTest {

  /** As Telegraf sends its inputs cpu, mem and system. */
  private static final String TELEGRAF =
      """
      cpu,cpu=cpu0,host=web-1 usage_idle=97.2,usage_system=1.1,usage_user=1.7 1700000000000000000
      mem,host=web-1 used=3221225472i,used_percent=37.5,available=5368709120i 1700000000000000000
      system,host=web-1 uptime_format="4 days, 11:02",load1=0.42,n_cpus=4i 1700000000000000000
      """;

  @TempDir Path directory;

  private IngestFixture ingest;

  @BeforeEach
  void open() throws IOException {
    ingest = new IngestFixture(directory);
  }

  @AfterEach
  void close() {
    ingest.close();
  }

  @Test
  void lines_of_telegraf_are_stored_a_point_for_each_number() throws Exception {
    Reply reply = post("bucket=any&org=weir", Map.of(), bytes(TELEGRAF));

    assertThat(reply).isEqualTo(Reply.NO_CONTENT);
    assertThat(ingest.stored()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "ms", "us", "ns"})
  void client_libraries_send_gzip_and_a_precision(String precision) throws Exception {
    Map<String, String> headers =
        Map.of(
            "Content-Encoding", "gzip",
            "Content-Type", "text/plain; charset=utf-8",
            "User-Agent", "influxdb-client-python/1.38.0");
    byte[] body = gzip(bytes("h2o,location=coyote_creek level=2.3 1700000000"));

    Reply reply = post("org=o&bucket=b&precision=" + precision, headers, body);

    assertThat(reply).isEqualTo(Reply.NO_CONTENT);
    assertThat(ingest.stored()).isEqualTo(1);
  }

  @Test
  void lines_that_are_sent_again_are_stored_once() throws Exception {
    post("", Map.of(), bytes(TELEGRAF));
    post("", Map.of("Content-Encoding", "gzip"), gzip(bytes(TELEGRAF)));

    assertThat(ingest.stored()).isEqualTo(8);
  }

  @Test
  void requests_that_differ_only_in_a_tag_that_is_left_out_are_all_stored() throws Exception {
    ingest.tags(new TagRule(List.of(), List.of("host")));

    post("", Map.of(), bytes("cpu,host=a usage=1 1"));
    post("", Map.of(), bytes("cpu,host=b usage=1 1"));
    post("", Map.of("Content-Encoding", "gzip"), gzip(bytes("cpu,host=b usage=1 1")));

    assertThat(ingest.stored()).isEqualTo(2);
  }

  @Test
  void a_request_in_another_unit_is_another_one() throws Exception {
    post("precision=s", Map.of(), bytes("m v=1 0"));
    post("precision=ms", Map.of(), bytes("m v=1 0"));
    post("precision=ms", Map.of(), bytes("m v=1 0"));

    assertThat(ingest.stored()).isEqualTo(2);
  }

  @Test
  void a_request_that_is_sent_again_under_another_rule_for_tags_is_stored_once() throws Exception {
    assertThat(post("", Map.of(), bytes(TELEGRAF))).isEqualTo(Reply.NO_CONTENT);
    ingest.tags(new TagRule(List.of(), List.of("host")));

    assertThat(post("", Map.of(), bytes(TELEGRAF))).isEqualTo(Reply.NO_CONTENT);
    assertThat(ingest.stored()).isEqualTo(8);
  }

  @Test
  void lines_whose_points_would_take_too_much_room_are_refused() throws Exception {
    StringBuilder wide = new StringBuilder("m,tag=").append("x".repeat(900)).append(' ');
    for (int i = 0; i < 999; i++) {
      wide.append('f').append(i).append("=1,");
    }
    wide.append("g=1 1\n");

    assertThat(post("", Map.of(), bytes(wide.toString().repeat(100))).status()).isEqualTo(413);
    assertThat(ingest.stored()).isZero();
  }

  @Test
  void a_bad_line_is_named_and_the_others_are_stored() throws Exception {
    Reply reply = post("", Map.of(), bytes("a v=1 1\nb\nc v=x 1\nd v=4 4\n"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(json(reply).get("code").asText()).isEqualTo("invalid");
    assertThat(json(reply).get("line").asInt()).isEqualTo(2);
    assertThat(json(reply).get("message").asText())
        .isEqualTo(
            "partial write: 2 of 4 lines refused: line 2: missing fields; line 3: invalid number or"
                + " boolean");
    assertThat(ingest.stored()).isEqualTo(2);
  }

  @Test
  void a_body_without_a_number_stores_nothing() throws Exception {
    assertThat(post("", Map.of(), bytes("")).status()).isEqualTo(204);
    assertThat(post("", Map.of(), bytes("# c\n\nm s=\"x\" 1")).status()).isEqualTo(204);
    assertThat(post("", Map.of(), bytes("m")).status()).isEqualTo(400);
    assertThat(ingest.stored()).isZero();
  }

  @Test
  void what_may_be_sent_again_is_answered_by_503() throws Exception {
    ingest.notReady("it is stopping");
    Reply stopping = post("", Map.of(), bytes(TELEGRAF));
    ingest.notReady("");
    ingest.close();
    Reply closed = post("", Map.of(), bytes(TELEGRAF));

    for (Reply reply : new Reply[] {stopping, closed}) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.headers()).containsEntry("Retry-After", "2");
      assertThat(json(reply).get("code").asText()).isEqualTo("unavailable");
    }
    assertThat(json(stopping).get("message").asText()).contains("it is stopping");
  }

  @Test
  void requests_that_cannot_be_read_are_refused() throws Exception {
    Map<String, String> gzip = Map.of("Content-Encoding", "gzip");

    assertThat(post("precision=h", Map.of(), bytes(TELEGRAF)).status()).isEqualTo(400);
    assertThat(post("", Map.of("Content-Encoding", "br"), bytes(TELEGRAF)).status()).isEqualTo(415);
    assertThat(post("", gzip, bytes(TELEGRAF)).status()).isEqualTo(400);
    assertThat(post("", gzip, gzip(new byte[Observations.MOST_BYTES + 1])).status()).isEqualTo(413);
    assertThat(ingest.stored()).isZero();
  }

  @Test
  void a_bucket_names_the_source_where_there_are_several() throws Exception {
    ingest.sources("in", "other");

    assertThat(post("bucket=in", Map.of(), bytes(TELEGRAF)).status()).isEqualTo(204);
    assertThat(post("bucket=none", Map.of(), bytes(TELEGRAF)).status()).isEqualTo(404);
    assertThat(post("", Map.of(), bytes(TELEGRAF)).status()).isEqualTo(404);
    ingest.sources();
    assertThat(post("bucket=in", Map.of(), bytes(TELEGRAF)).status()).isEqualTo(404);
  }

  private Reply post(String query, Map<String, String> headers, byte[] body) throws Exception {
    return ingest.post(Endpoint.LINE_PROTOCOL, query, headers, body);
  }
}
