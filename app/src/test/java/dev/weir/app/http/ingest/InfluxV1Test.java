package dev.weir.app.http.ingest;

import static dev.weir.app.http.ingest.IngestFixture.bytes;
import static dev.weir.app.http.ingest.IngestFixture.gzip;
import static dev.weir.app.http.ingest.IngestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.Endpoint;
import dev.weir.app.http.routing.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST /write} as clients of InfluxDB 1 send it. */
class InfluxV1Test {

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

  /** Requests as the documentation of the senders shows them, and how many numbers they have. */
  static Stream<Arguments> senders() {
    return Stream.of(
        // docs.influxdata.com/influxdb/v1/guides/write_data: curl --data-binary
        Arguments.of(
            "db=mydb",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "cpu_load_short,host=server01,region=us-west value=0.64 1434055562000000000",
            1),
        Arguments.of(
            "db=mydb",
            Map.of(),
            """
            cpu_load_short,host=server02 value=0.67 1422568543702900257
            cpu_load_short,host=server02,region=us-west value=0.55 1422568543702900257
            cpu_load_short,direction=in,host=server01,region=us-west value=2.0 1422568543702900257
            """,
            3),
        // outputs.influxdb of Telegraf
        Arguments.of(
            "db=telegraf",
            Map.of(
                "Content-Type", "text/plain; charset=utf-8",
                "Content-Encoding", "gzip",
                "User-Agent", "Telegraf/1.30.0 Go/1.22.0"),
            """
            cpu,cpu=cpu-total,host=web-1 usage_user=2.01,usage_idle=97.2 1700000000000000000
            diskio,host=web-1,name=sda reads=1845i,io_time=12u 1700000000000000000
            system,host=web-1 uptime_format="4 days, 11:02",n_users=2i 1700000000000000000
            """,
            5),
        // influxdb-java: BatchPoints with a retention policy and gzip
        Arguments.of(
            "consistency=one&db=aTimeSeries&precision=n&rp=autogen",
            Map.of("Content-Encoding", "gzip"),
            "cpu,atag=test idle=90i,system=1i,user=9i 1700000000000000000\n"
                + "disk,atag=test free=1i,used=80i 1700000000000000000\n",
            5),
        // influxdb1-client of Go: empty parameters, and milliseconds
        Arguments.of(
            "consistency=&db=BumbleBeeTuna&precision=ms&rp=",
            Map.of("Content-Type", ""),
            "cpu_usage,cpu=cpu-total idle=10.1,system=53.3,user=46.6 1700000000000\n",
            3),
        // influxdb-python: write_points without a precision
        Arguments.of(
            "db=example",
            Map.of("Content-Type", "application/octet-stream", "Accept", "text/plain"),
            "cpu_load_short,host=server01,region=us-west Bool_value=True,Float_value=0.64,"
                + "Int_value=3i,String_value=\"Text\" 1257894000000000000\n",
            3));
  }

  @ParameterizedTest
  @MethodSource("senders")
  void requests_of_known_senders_are_stored_a_point_for_each_number(
      String query, Map<String, String> headers, String lines, int numbers) throws Exception {
    boolean gzip = headers.containsKey("Content-Encoding");

    Reply reply = post(query, headers, gzip ? gzip(bytes(lines)) : bytes(lines));

    assertThat(reply).isEqualTo(Reply.NO_CONTENT);
    assertThat(ingest.stored()).isEqualTo(numbers);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1700000000000000000",
    "n, 1700000000000000000",
    "ns, 1700000000000000000",
    "u, 1700000000000000",
    "us, 1700000000000000",
    "ms, 1700000000000",
    "s, 1700000000",
    "m, 28333333",
    "h, 472222"
  })
  void a_time_is_read_in_its_precision(String precision, String time) throws Exception {
    assertThat(post("db=x&precision=" + precision, Map.of(), bytes("m v=1 " + time)).status())
        .isEqualTo(204);
    ingest.close();

    long unit =
        switch (precision) {
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 1_700_000_000_000_000_000L / Long.parseLong(time);
        };
    assertThat(journalled()).contains(Long.parseLong(time) * unit + "\tm v\t1");
  }

  @Test
  void errors_are_those_that_clients_know() throws Exception {
    Reply none = post("", Map.of(), bytes("m v=1 1"));
    Reply precision = post("db=x&precision=d", Map.of(), bytes("m v=1 1"));
    Reply partial = post("db=x", Map.of(), bytes("a v=1 1\nb\u202e\n"));

    assertThat(none.status()).isEqualTo(400);
    assertThat(json(none).get("error").asText()).isEqualTo("database is required");
    assertThat(none.headers()).containsEntry("X-Influxdb-Error", "database is required");
    assertThat(json(precision).get("error").asText())
        .isEqualTo("precision must be ns, n, us, u, ms, s, m or h");
    assertThat(partial.status()).isEqualTo(400);
    assertThat(json(partial).get("error").asText()).startsWith("partial write: 1 of 2 lines");
    assertThat(partial.headers().get("X-Influxdb-Error")).matches("[ -~]+");
    assertThat(ingest.stored()).isEqualTo(1);
  }

  @Test
  void the_database_names_the_source_where_there_are_several() throws Exception {
    ingest.sources("in", "other");

    assertThat(post("db=in", Map.of(), bytes("m v=1 1")).status()).isEqualTo(204);
    assertThat(post("db=none", Map.of(), bytes("m v=1 1")).status()).isEqualTo(404);
  }

  @Test
  void what_cannot_be_stored_now_is_a_503() throws Exception {
    ingest.close();

    Reply reply = post("db=x", Map.of(), bytes("m v=1 1"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("Retry-After", "2");
  }

  private String journalled() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  private Reply post(String query, Map<String, String> headers, byte[] body) throws Exception {
    return ingest.post(Endpoint.LINE_PROTOCOL_V1, query, headers, body);
  }
}
