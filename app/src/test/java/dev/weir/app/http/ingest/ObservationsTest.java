package dev.weir.app.http.ingest;

import static dev.weir.app.http.ingest.IngestFixture.bytes;
import static dev.weir.app.http.ingest.IngestFixture.gzip;
import static dev.weir.app.http.ingest.IngestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.http.Endpoint;
import dev.weir.app.http.routing.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationsTest {

  private static final String NDJSON = "application/x-ndjson";
  private static final String ONE = "{\"timestamp\":1,\"series\":\"a\",\"value\":1}\n";

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
  void a_batch_is_acknowledged_once_it_is_stored_and_its_bad_records_are_listed() throws Exception {
    Reply reply = post("", Map.of("Content-Type", NDJSON), bytes(ONE + "nonsense\n" + ONE));
    JsonNode json = json(reply);

    assertThat(reply.status()).isEqualTo(202);
    assertThat(json.get("source").asText()).isEqualTo("in");
    assertThat(json.get("accepted").asInt()).isEqualTo(2);
    assertThat(json.get("rejected").asInt()).isEqualTo(1);
    assertThat(json.get("position").asLong()).isEqualTo(3);
    assertThat(json.get("idempotent").asBoolean()).isFalse();
    assertThat(json.get("errors").get(0).get("line").asInt()).isEqualTo(2);
    assertThat(json.get("errors").get(0).get("code").asText()).isEqualTo("malformed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json; charset=utf-8 |"
            + " [{\"timestamp\":1,\"value\":2},{\"timestamp\":2,\"value\":2}]",
        "application/jsonl | {\"timestamp\":1,\"value\":2}~{\"timestamp\":2,\"value\":2}",
        "TEXT/CSV | timestamp,value~1,2~2,2"
      })
  void each_media_type_is_read(String type, String body) throws Exception {
    Reply reply = post("", Map.of("Content-Type", type), bytes(body.replace("~", "\n") + "\n"));

    assertThat(reply.status()).isEqualTo(202);
    assertThat(json(reply).get("accepted").asInt()).isEqualTo(2);
  }

  @Test
  void a_byte_order_mark_is_dropped() throws Exception {
    Reply reply = post("", Map.of("Content-Type", NDJSON), bytes("\uFEFF" + ONE));

    assertThat(json(reply).get("rejected").asInt()).isZero();
  }

  @Test
  void a_batch_that_is_sent_again_with_its_key_is_stored_once() throws Exception {
    Map<String, String> headers = Map.of("Content-Type", NDJSON, "Idempotency-Key", "k1");
    JsonNode first = json(post("", headers, bytes(ONE)));
    JsonNode second = json(post("source=in", headers, bytes(ONE)));
    Reply other = post("", headers, bytes(ONE + ONE));

    assertThat(first.get("duplicate").asBoolean()).isFalse();
    assertThat(second.get("duplicate").asBoolean()).isTrue();
    assertThat(second.get("position").asLong()).isEqualTo(1);
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void a_gzip_body_is_decompressed_up_to_the_limit() throws Exception {
    Map<String, String> headers = Map.of("Content-Type", NDJSON, "Content-Encoding", "gzip");
    byte[] whole = gzip(bytes(ONE));

    assertThat(post("", headers, whole).status()).isEqualTo(202);
    assertThat(post("", headers, gzip(new byte[Observations.MOST_BYTES + 1])).status())
        .isEqualTo(413);
    assertThat(post("", headers, Arrays.copyOf(whole, whole.length - 4)).status()).isEqualTo(400);
    assertThat(post("", headers, bytes(ONE)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "nonsense\n", "{\"timestamp\":1,\n"})
  void a_batch_without_a_record_is_refused(String body) throws Exception {
    Reply reply = post("", Map.of("Content-Type", NDJSON), bytes(body));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(json(post("", Map.of("Content-Type", NDJSON), bytes(ONE))).get("position").asLong())
        .as("nothing of it was stored")
        .isEqualTo(1);
  }

  @Test
  void a_body_that_is_larger_than_the_limit_is_refused() throws Exception {
    byte[] body = new byte[Observations.MOST_BYTES + 1];

    assertThat(post("", Map.of("Content-Type", NDJSON), body).status()).isEqualTo(413);
  }

  @Test
  void media_types_and_codings_that_are_not_taken_are_refused_with_those_that_are()
      throws Exception {
    Reply none = post("", Map.of(), bytes(ONE));
    Reply form = post("", Map.of("Content-Type", "text/plain"), bytes(ONE));
    Reply latin = post("", Map.of("Content-Type", "text/csv; charset=latin1"), bytes(ONE));
    Reply brotli = post("", Map.of("Content-Type", NDJSON, "Content-Encoding", "br"), bytes(ONE));

    assertThat(none.status()).isEqualTo(415);
    assertThat(form.headers().get("Accept-Post")).contains("application/x-ndjson");
    assertThat(latin.status()).isEqualTo(415);
    assertThat(brotli.status()).isEqualTo(415);
    assertThat(brotli.headers()).containsEntry("Accept-Encoding", "gzip, identity");
  }

  @Test
  void an_unknown_source_and_a_bad_key_are_refused() throws Exception {
    Map<String, String> headers = Map.of("Content-Type", NDJSON);
    Map<String, String> badKey = Map.of("Content-Type", NDJSON, "Idempotency-Key", "a b");

    assertThat(post("source=other", headers, bytes(ONE)).status()).isEqualTo(404);
    assertThat(post("", badKey, bytes(ONE)).status()).isEqualTo(400);
  }

  @Test
  void nothing_is_taken_while_the_service_starts_or_stops() throws Exception {
    ingest.notReady("it is stopping");
    Reply reply = post("", Map.of("Content-Type", NDJSON), bytes(ONE));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsKey("Retry-After");
    assertThat(json(reply).get("detail").asText()).contains("it is stopping");
  }

  private Reply post(String query, Map<String, String> headers, byte[] body) throws Exception {
    return ingest.post(Endpoint.OBSERVATIONS, query, headers, body);
  }
}
