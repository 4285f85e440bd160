package dev.weir.connectors.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents in the forms of their tools become records; the values are made up. */
class DocumentLinesTest {

  static List<Arguments> documents() {
    return List.of(
        Arguments.of(
            "Prometheus query_range",
            """
            {"status":"success","data":{"resultType":"matrix","result":[
             {"metric":{"__name__":"up","job":"p","instance":"a:9090"},"values":[[1772323200,"1"],[1772323215.5,"NaN"]]},
             {"metric":{},"values":[[1772323200,"2.5"]]}]}}
            """,
            """
            {"timestamp":"2026-03-01T00:00:00Z","series":"up{instance=\\"a:9090\\",job=\\"p\\"}","value":1}
            {"timestamp":"2026-03-01T00:00:15.500Z","series":"up{instance=\\"a:9090\\",job=\\"p\\"}","value":null}
            {"timestamp":"2026-03-01T00:00:00Z","series":"{}","value":2.5}
            """),
        Arguments.of(
            "Prometheus query",
            """
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1772323200.25,"3"]}]}}
            """,
            """
            {"timestamp":"2026-03-01T00:00:00.250Z","series":"up","value":3}
            """),
        Arguments.of(
            "VictoriaMetrics export",
            """
            {"metric":{"__name__":"up","job":"n"},"values":[1,null],"timestamps":[1772323200000,1772323215000]}
            {"metric":{"__name__":"up","job":"m"},"values":[7],"timestamps":[1772323200001]}
            {"metric":{"__name__":"up"},"values":[7],"timestamps":[]}
            """,
            """
            {"timestamp":"2026-03-01T00:00:00Z","series":"up{job=\\"n\\"}","value":1}
            {"timestamp":"2026-03-01T00:00:15Z","series":"up{job=\\"n\\"}","value":null}
            {"timestamp":"2026-03-01T00:00:00.001Z","series":"up{job=\\"m\\"}","value":7}
            {"series":"up","problem":"it has 1 values and 0 times"}
            """),
        Arguments.of(
            "CloudWatch get-metric-statistics, which is in no order",
            """
            {"Label":"CPUUtilization","Datapoints":[
             {"Timestamp":"2026-03-01T00:10:00+00:00","Average":12.5,"Unit":"Percent"},
             {"Timestamp":"2026-03-01T00:05:00+00:00","Average":11.9,"Unit":"Percent"}]}
            """,
            """
            {"Timestamp":"2026-03-01T00:05:00+00:00","Average":11.9,"Unit":"Percent","series":"CPUUtilization"}
            {"Timestamp":"2026-03-01T00:10:00+00:00","Average":12.5,"Unit":"Percent","series":"CPUUtilization"}
            """),
        Arguments.of(
            "CloudWatch get-metric-data, newest first",
            """
            {"MetricDataResults":[{"Id":"m1","Label":"Errors","Timestamps":["2026-03-01T00:10:00+00:00","2026-03-01T00:05:00+00:00"],
              "Values":[3.0,1.0],"StatusCode":"Complete"}],"Messages":[]}
            """,
            """
            {"timestamp":"2026-03-01T00:05:00+00:00","series":"Errors","value":1.0}
            {"timestamp":"2026-03-01T00:10:00+00:00","series":"Errors","value":3.0}
            """),
        Arguments.of(
            "InfluxDB 1.x query",
            """
            {"results":[{"statement_id":0,"series":[{"name":"cpu","tags":{"host":"a"},"columns":["time","idle","user"],"values":[["2026-03-01T00:00:00Z",83.2,9],["2026-03-01T00:00:10Z",null,8]]}]}]}
            """,
            """
            {"time":"2026-03-01T00:00:00Z","idle":83.2,"user":9,"series":"cpu{host=\\"a\\"}"}
            {"time":"2026-03-01T00:00:10Z","idle":null,"user":8,"series":"cpu{host=\\"a\\"}"}
            """),
        Arguments.of(
            "OTLP",
            """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeMetrics":[{"metrics":[
             {"name":"pool.in_use","unit":"1","gauge":{"dataPoints":[{"attributes":[{"key":"n","value":{"intValue":"2"}}],"timeUnixNano":"1772323200000000001","asInt":"5"}]}},
             {"name":"lag","histogram":{"dataPoints":[{"timeUnixNano":"1772323200000000000","count":"4","sum":1.5}]}},
             {"name":"requests","sum":{"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1772320000000000000","timeUnixNano":"1772323200000000000","asDouble":8.5}]}}]}]}]}
            """,
            """
            {"timestamp":"2026-03-01T00:00:00.000000001Z","series":"pool.in_use{n=\\"2\\",service.name=\\"api\\"}","value":5}
            {"timestamp":"2026-03-01T00:00:00Z","series":"lag_count{service.name=\\"api\\"}","value":4}
            {"timestamp":"2026-03-01T00:00:00Z","series":"lag_sum{service.name=\\"api\\"}","value":1.5}
            {"timestamp":"2026-03-01T00:00:00Z","series":"requests{service.name=\\"api\\"}","value":8.5}
            """),
        Arguments.of(
            "Datadog query",
            """
            {"status":"ok","series":[{"metric":"system.cpu.user","scope":"host:a","pointlist":[[1772323200000.0,5.9],[1772323220000.0,null]]}],"from_date":1772323200000}
            """,
            """
            {"timestamp":"2026-03-01T00:00:00Z","series":"system.cpu.user{host:a}","value":5.9}
            {"timestamp":"2026-03-01T00:00:20Z","series":"system.cpu.user{host:a}","value":null}
            """),
        Arguments.of(
            "Google Cloud Monitoring, newest first",
            """
            {"timeSeries":[{"metric":{"type":"cpu","labels":{"instance_name":"a"}},"resource":{"type":"gce_instance","labels":{"zone":"z1"}},
             "points":[{"interval":{"startTime":"2026-03-01T00:02:00Z","endTime":"2026-03-01T00:02:00Z"},"value":{"int64Value":"4"}},
              {"interval":{"startTime":"2026-03-01T00:01:00Z","endTime":"2026-03-01T00:01:00Z"},"value":{"doubleValue":0.12}}]}]}
            """,
            """
            {"timestamp":"2026-03-01T00:01:00Z","series":"cpu{instance_name=\\"a\\",zone=\\"z1\\"}","value":0.12}
            {"timestamp":"2026-03-01T00:02:00Z","series":"cpu{instance_name=\\"a\\",zone=\\"z1\\"}","value":4}
            """),
        Arguments.of(
            "Azure Monitor",
            """
            {"timespan":"2026-03-01T00:00:00Z/2026-03-01T01:00:00Z","value":[{"name":{"value":"CPU"},"unit":"Percent","timeseries":[
             {"metadatavalues":[{"name":{"value":"vm"},"value":"a"}],"data":[{"timeStamp":"2026-03-01T00:00:00Z","average":12.1},{"timeStamp":"2026-03-01T00:01:00Z"}]}]}]}
            """,
            """
            {"timeStamp":"2026-03-01T00:00:00Z","average":12.1,"series":"CPU{vm=\\"a\\"}"}
            {"timeStamp":"2026-03-01T00:01:00Z","series":"CPU{vm=\\"a\\"}"}
            """),
        Arguments.of(
            "Telegraf in batches",
            """
            {"metrics":[{"fields":{"free":81234},"name":"disk","tags":{"host":"a"},"timestamp":1772323200},{"fields":{"free":81235},"name":"disk","tags":{"host":"a"},"timestamp":1772323210}]}
            """,
            """
            {"fields":{"free":81234},"name":"disk","tags":{"host":"a"},"timestamp":1772323200}
            {"fields":{"free":81235},"name":"disk","tags":{"host":"a"},"timestamp":1772323210}
            """),
        Arguments.of(
            "OpenSearch bulk",
            """
            {"create":{"_index":"metrics-1"}}
            {"@timestamp":"2026-03-01T00:00:00.000Z","load":0.42}
            {"update":{"_id":"1"}}
            {"doc":{"@timestamp":"2026-03-01T00:00:10.000Z","load":0.43}}
            {"delete":{"_id":"1"}}
            """,
            """
            {"@timestamp":"2026-03-01T00:00:00.000Z","load":0.42}
            {"@timestamp":"2026-03-01T00:00:10.000Z","load":0.43}
            """),
        Arguments.of(
            "OpenSearch search",
            """
            {"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"m","_source":{"@timestamp":"2026-03-01T00:00:00Z","load":1}}]}}
            """,
            """
            {"@timestamp":"2026-03-01T00:00:00Z","load":1}
            """),
        Arguments.of(
            "Home Assistant history",
            """
            [[{"entity_id":"sensor.t","state":"21.5","last_changed":"2026-03-01T00:00:00+00:00"},{"state":"21.6","last_changed":"2026-03-01T00:01:00+00:00"}]]
            """,
            """
            {"entity_id":"sensor.t","state":"21.5","last_changed":"2026-03-01T00:00:00+00:00"}
            {"state":"21.6","last_changed":"2026-03-01T00:01:00+00:00","entity_id":"sensor.t"}
            """),
        Arguments.of(
            "SenML, whose relative times are refused",
            """
            [{"bn":"urn:1:","bt":1772323200.0,"n":"voltage","u":"V","v":120.1},
             {"n":"current","t":-5,"v":1.2},{"n":"open","vb":false},{"bt":0,"n":"current","t":-5,"v":1.3}]
            """,
            """
            {"timestamp":"2026-03-01T00:00:00Z","series":"urn:1:voltage","value":120.1}
            {"timestamp":"2026-02-28T23:59:55Z","series":"urn:1:current","value":1.2}
            {"timestamp":"-5 s relative to now","series":"urn:1:current","value":1.3}
            """),
        Arguments.of(
            "an array",
            """
            [
              { "t": 1, "v": 1.50, "s": "a\\nb" },
              { "t": 2, "v": 1e3, "n": null }
            ]
            """,
            """
            {"t":1,"v":1.50,"s":"a\\nb"}
            {"t":2,"v":1e3,"n":null}
            """),
        Arguments.of(
            "objects over several lines",
            """
            {
              "ts": 1,
              "v": 2
            }
            {
              "ts": 2,
              "v": 3
            }
            """,
            """
            {"ts":1,"v":2}
            {"ts":2,"v":3}
            """),
        Arguments.of(
            "ThingSpeak: an array under a name",
            """
            {"channel":{"id":9,"name":"x"},"feeds":[{"created_at":"2026-03-01T00:00:00Z","entry_id":1,"field1":"3.5"}]}
            """,
            """
            {"created_at":"2026-03-01T00:00:00Z","entry_id":1,"field1":"3.5"}
            """),
        Arguments.of(
            "an array with its time and device around it",
            """
            {"device":"a","time":"2026-03-01T00:00:00Z","values":[{"name":"x","v":1},{"name":"y","v":2}]}
            """,
            """
            {"device":"a","time":"2026-03-01T00:00:00Z","name":"x","v":1}
            {"device":"a","time":"2026-03-01T00:00:00Z","name":"y","v":2}
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void a_document_becomes_records(String name, String text, String lines) throws IOException {
    assertThat(lines(text)).as(name).isEqualTo(lines);
    assertThat(lines("\uFEFF" + text)).as("%s with a mark", name).isEqualTo(lines);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void pieces_of_any_length_give_the_same(String name, String text, String lines)
      throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // Between the pieces there is nothing more, as at the end of a file that grows.
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return random.nextInt(3) == 0
                ? -1
                : super.read(into, from, Math.min(length, 1 + random.nextInt(9)));
          }
        };
    DocumentLines document = DocumentLines.of(bytes, pieces).orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[5];
    for (int nothing = 0; nothing < 100; ) {
      int read = document.read(piece, 0, 1 + random.nextInt(5));
      nothing = read < 0 ? nothing + 1 : 0;
      out.write(piece, 0, Math.max(read, 0));
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).as(name).isEqualTo(lines);
    assertThat(document.isWhole()).isTrue();
  }

  @Test
  void what_is_read_line_by_line_stays_as_it_is() throws IOException {
    for (String text :
        List.of(
            "",
            "t,v\n1,2\n",
            "{\"t\":1,\"v\":2}\n{\"t\":2,\"v\":3}\n",
            "{\"t\":1,\"tags\":{\"a\":\"b\"},\"list\":[{\"v\":1}]}\n",
            "{\"timestamp\":1,\"values\":[{\"v\":1},{\"v\":2}],\"v\":3}\n",
            "{\"metrics\":{\"temp\":1},\"ts\":1}\n",
            "{\"update\":{\"temp\":1},\"ts\":1}\n",
            "{\"t\":1,\n{\"t\":2}\n",
            "[time],value\n1,2\n",
            "[1,2,3]\n",
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(DocumentLines.of(bytes, new ByteArrayInputStream(bytes))).as(text).isEmpty();
    }
  }

  @Test
  void the_beginning_is_enough_to_know_a_document() throws IOException {
    String text =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    Optional<DocumentLines> lines = DocumentLines.of(bytes, new ByteArrayInputStream(bytes));

    assertThat(lines).isPresent();
    assertThat(lines.get().readAllBytes()).isEmpty();
    assertThat(lines.get().isWhole()).isFalse();
  }

  @Test
  void what_is_not_json_behind_the_beginning_is_damaged() throws IOException {
    DocumentLines lines = of("[{\"t\":1,\"v\":2},\n{\"t\":2,,\"v\":3}]");
    assertThat(lines.readNBytes(14))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"t\":1,\"v\":2}\n");
    assertThatThrownBy(lines::read)
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("it is not JSON");
  }

  @Test
  void an_element_without_an_end_is_given_up() throws IOException {
    assertThatThrownBy(() -> endless("[{\"a\":\"", "x").read())
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("longer than 16 MiB");
    assertThatThrownBy(() -> endless("[{\"a\":[1", ",1").read())
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("more than 1,000,000 values");
    assertThatThrownBy(() -> endless("[{\"a\":[", "[").read())
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("deeper than 100 levels");
  }

  private static DocumentLines endless(String head, String rest) throws IOException {
    byte[] bytes = (head + rest.repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    InputStream again =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            at = at == bytes.length ? head.length() : at;
            return bytes[at++];
          }
        };
    return DocumentLines.of(java.util.Arrays.copyOf(bytes, 64), again).orElseThrow();
  }

  private static DocumentLines of(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DocumentLines.of(bytes, new ByteArrayInputStream(bytes)).orElseThrow();
  }

  private static String lines(String text) throws IOException {
    return new String(of(text).readAllBytes(), StandardCharsets.UTF_8);
  }
}
