package dev.weir.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.Endpoint;
import dev.weir.app.http.routing.Reply;
import dev.weir.connectors.remotewrite.RemoteWrite.Skipped;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.monitoring.Monitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusWritesTest {

  /** As Prometheus 2.42 sends it. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Encoding", "snappy",
          "Content-Type", "application/x-protobuf",
          "X-Prometheus-Remote-Write-Version", "0.1.0");

  /** Two series, one sample each; sent by Prometheus 2.42. */
  private static final byte[] TWO =
      HexFormat.of()
          .parseHex(
              "9201f05b0a560a1d0a085f5f6e616d655f5f121164656d6f5f74656d705f63656c736975730a0d0a07636c"
                  + "7573746572120263310a090a04726f6f6d1201610a090a047a6f6e6512015a12100900000000000040"
                  + "4010d6cde1c1a2340a380a151d58000905580c666c61703a50000012113a20f03f10d6cde1c1a234");

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
  void samples_are_stored_once_also_if_they_are_sent_again() throws Exception {
    assertThat(post(HEADERS, TWO)).isEqualTo(Reply.NO_CONTENT);
    assertThat(post(HEADERS, TWO)).isEqualTo(Reply.NO_CONTENT);
    assertThat(ingest.stored()).isEqualTo(2);
  }

  @Test
  void samples_that_differ_only_in_a_label_that_is_left_out_are_all_stored() throws Exception {
    ingest.tags(new TagRule(List.of(), List.of("room")));
    String hex = HexFormat.of().formatHex(TWO);
    byte[] roomB = HexFormat.of().parseHex(hex.replace("726f6f6d120161", "726f6f6d120162"));
    assertThat(roomB).isNotEqualTo(TWO);

    post(HEADERS, TWO);
    post(HEADERS, roomB);
    post(HEADERS, roomB);

    assertThat(ingest.stored()).isEqualTo(4);
  }

  @Test
  void a_body_of_nothing_is_answered_by_204_and_one_that_cannot_be_read_by_400() throws Exception {
    assertThat(post(HEADERS, new byte[1])).isEqualTo(Reply.NO_CONTENT);
    assertThat(post(HEADERS, new byte[0]).status()).isEqualTo(400);
    assertThat(post(HEADERS, new byte[] {3, 8, 1, 1, 1}).status()).isEqualTo(400);
    assertThat(ingest.stored()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, application/x-protobuf, 415",
    "'', application/x-protobuf, 415",
    "Snappy, application/x-protobuf, 204",
    "snappy, application/x-protobuf;proto=prometheus.WriteRequest, 204",
    "snappy, application/x-protobuf;proto=io.prometheus.write.v2.Request, 415",
    "snappy, application/json, 415",
  })
  void other_encodings_and_protocols_are_refused(String encoding, String type, int status)
      throws Exception {
    Map<String, String> headers = Map.of("Content-Encoding", encoding, "Content-Type", type);

    assertThat(post(headers, TWO).status()).isEqualTo(status);
  }

  @Test
  void what_may_be_sent_again_is_answered_by_503() throws Exception {
    ingest.notReady("it is stopping");
    Reply stopping = post(HEADERS, TWO);
    ingest.notReady("");
    ingest.close();

    for (Reply reply : new Reply[] {stopping, post(HEADERS, TWO)}) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.headers()).containsEntry("Retry-After", "2");
    }
  }

  @Test
  void the_log_and_the_metrics_count_what_is_skipped_by_its_kind() {
    Monitor monitor = new Monitor();
    SkippedLog log = new SkippedLog(() -> 0, monitor);
    Map<Skipped, Long> skipped = Map.of(Skipped.STALE, 2L, Skipped.BUCKETS, 1_200L);

    log.add(skipped);
    log.add(skipped);

    assertThat(log).hasToString("2,400 samples of histogram buckets, 4 staleness markers");
    assertThat(monitor.remoteWriteSkipped())
        .containsEntry("bucket", 2_400L)
        .containsEntry("stale", 4L)
        .as("each reason from the start")
        .containsEntry("native_histogram", 0L)
        .hasSize(Skipped.values().length);
  }

  private Reply post(Map<String, String> headers, byte[] body) throws Exception {
    return ingest.post(Endpoint.REMOTE_WRITE, "", headers, body);
  }
}
