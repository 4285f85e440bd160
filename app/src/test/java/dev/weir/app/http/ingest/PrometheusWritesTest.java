package dev.weir.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.Endpoint;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.app.http.routing.Router;
import dev.weir.connectors.ingest.BatchFormat;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.ingest.IngestJournal;
import dev.weir.connectors.ingest.Intake;
import dev.weir.connectors.ingest.JournalLimits;
import dev.weir.connectors.ingest.Receipt;
import dev.weir.connectors.remotewrite.RemoteWrite.Passed;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private IngestJournal journal;
  private String notReady = "";

  @BeforeEach
  void open() throws IOException {
    journal =
        new IngestJournal(
            directory, JournalLimits.of(1 << 30), () -> 0, Thread.ofPlatform().factory(), w -> {});
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void samples_are_stored_once_also_if_they_are_sent_again() throws Exception {
    assertThat(post(HEADERS, TWO)).isEqualTo(Reply.NO_CONTENT);
    assertThat(post(HEADERS, TWO)).isEqualTo(Reply.NO_CONTENT);
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void a_body_of_nothing_is_answered_by_204_and_one_that_cannot_be_read_by_400() throws Exception {
    assertThat(post(HEADERS, new byte[1])).isEqualTo(Reply.NO_CONTENT);
    assertThat(post(HEADERS, new byte[0]).status()).isEqualTo(400);
    assertThat(post(HEADERS, new byte[] {3, 8, 1, 1, 1}).status()).isEqualTo(400);
    assertThat(stored()).isZero();
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
    notReady = "it is stopping";
    Reply stopping = post(HEADERS, TWO);
    notReady = "";
    journal.close();

    for (Reply reply : new Reply[] {stopping, post(HEADERS, TWO)}) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.headers()).containsEntry("Retry-After", "2");
    }
  }

  @Test
  void the_log_counts_what_is_passed_over_by_its_kind() {
    PassedLog log = new PassedLog(() -> 0);
    Map<Passed, Long> passed = Map.of(Passed.STALE, 2L, Passed.BUCKETS, 1_200L);

    log.add(passed);
    log.add(passed);

    assertThat(log).hasToString("2,400 samples of histogram buckets, 4 staleness markers");
  }

  /** How many lines the journal has; adds one to it. */
  private long stored() {
    Receipt receipt =
        journal
            .append(BatchFormat.POINTS, "1\tx\t1\n".getBytes(StandardCharsets.UTF_8), BatchKey.NONE)
            .toCompletableFuture()
            .join();
    return ((Receipt.Stored) receipt).first() - 1;
  }

  private Reply post(Map<String, String> headers, byte[] body) throws Exception {
    TextSettings settings =
        new TextSettings(LineFormat.JSONL, ',', 1 << 20, RecordSettings.usual("in"));
    Map<String, Observations.Target> targets =
        Map.of("in", new Observations.Target(journal, new Intake(settings), TagRule.ALL));
    PointWrites writes = new PointWrites(targets, () -> notReady, Runnable::run, new IngestSlots());
    PrometheusWrites protocol = new PrometheusWrites(() -> 0);
    Router router =
        new Router(
            List.of(Endpoint.REMOTE_WRITE.with(it -> writes.answer(it, protocol))),
            Gate.open(),
            RequestRates.unlimited());
    return router
        .answer(new SentRequest("/api/v1/write", "", headers, body))
        .toCompletableFuture()
        .get();
  }
}
