package dev.weir.connectors.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables in JSON documents become records; the values are made up. */
class TablesTest {

  static List<Arguments> documents() {
    return List.of(
        Arguments.of(
            "columns",
            """
            {"station":"a","time":["2026-03-01T00:00","2026-03-01T01:00"],"temp":[1.5,null]}
            """,
            """
            {"station":"a","time":"2026-03-01T00:00","temp":1.5}
            {"station":"a","time":"2026-03-01T01:00","temp":null}
            """),
        Arguments.of(
            "columns of epochs, in front of which other columns stand",
            """
            {"temp":[1.5,2],"t":[1772323200,1772326800]}
            """,
            """
            {"temp":1.5,"t":1772323200}
            {"temp":2,"t":1772326800}
            """),
        Arguments.of(
            "Open-Meteo: columns under a name, with their units and numbers beside",
            """
            {"latitude":52.52,"utc_offset_seconds":0,"hourly_units":{"time":"iso8601","temp":"°C"},
             "hourly":{"time":["2026-03-01T00:00","2026-03-01T01:00"],"temp":[1.5,2]}}
            """,
            """
            {"time":"2026-03-01T00:00","temp":1.5}
            {"time":"2026-03-01T01:00","temp":2}
            """),
        Arguments.of(
            "columns under two names, which are two series",
            """
            {"hourly":{"time":["2026-03-01T00:00","2026-03-01T01:00"],"temp":[1.5,2]},
             "daily":{"time":["2026-03-01"],"most":[2]}}
            """,
            """
            {"series":"hourly","time":"2026-03-01T00:00","temp":1.5}
            {"series":"hourly","time":"2026-03-01T01:00","temp":2}
            {"series":"daily","time":"2026-03-01","most":2}
            """),
        Arguments.of(
            "columns in an array of sensors with ids",
            """
            [{"sensor_id":7,"ts":["2026-03-01T00:00:00Z"],"v":[1]},{"sensor_id":8,"ts":["2026-03-01T00:00:00Z"],"v":[2]}]
            """,
            """
            {"sensor_id":7,"ts":"2026-03-01T00:00:00Z","v":1}
            {"sensor_id":8,"ts":"2026-03-01T00:00:00Z","v":2}
            """),
        Arguments.of(
            "columns of different lengths",
            """
            {"time":["2026-03-01","2026-03-02"],"v":[1]}
            """,
            """
            {"problem":"its columns have different lengths: {time=2, v=1}"}
            """),
        Arguments.of(
            "pandas: columns by the numbers of rows",
            """
            {"time":{"0":1772323200000,"1":1772326800000},"temp":{"0":1.5,"1":2}}
            """,
            """
            {"time":1772323200000,"temp":1.5}
            {"time":1772326800000,"temp":2}
            """),
        Arguments.of(
            "pandas: records by the numbers of rows",
            """
            {"0":{"time":1772323200000,"temp":1.5},"1":{"time":1772326800000,"temp":2}}
            """,
            """
            {"time":1772323200000,"temp":1.5}
            {"time":1772326800000,"temp":2}
            """),
        Arguments.of(
            "pandas: split, with times in the index",
            """
            {"columns":["temp"],"index":[1772323200000,1772326800000],"data":[[1.5],[2]]}
            """,
            """
            {"time":1772323200000,"temp":1.5}
            {"time":1772326800000,"temp":2}
            """),
        Arguments.of(
            "QuestDB: rows beside columns with names and types",
            """
            {"query":"q","columns":[{"name":"ts","type":"TIMESTAMP"},{"name":"v","type":"DOUBLE"}],"dataset":[["2026-03-01T00:00:00.000000Z",1.5],["2026-03-01T01:00:00.000000Z"]],"count":2}
            """,
            """
            {"query":"q","ts":"2026-03-01T00:00:00.000000Z","v":1.5}
            {"query":"q","problem":"it has 1 values and 2 columns"}
            """),
        Arguments.of(
            "values under their times, newest first",
            """
            {"2026-03-02":2.5,"2026-03-01":1.5}
            """,
            """
            {"time":"2026-03-01","value":1.5}
            {"time":"2026-03-02","value":2.5}
            """),
        Arguments.of(
            "Alpha Vantage: records under their times, with numbers in the names",
            """
            {"Meta Data":{"2. Symbol":"X"},"Time Series (5min)":{"2026-03-01 10:05:00":{"1. open":"1.5","5. volume":"7"},
             "2026-03-01 10:00:00":{"1. open":"1.25","5. volume":"8"}}}
            """,
            """
            {"time":"2026-03-01 10:00:00","open":1.25,"volume":8}
            {"time":"2026-03-01 10:05:00","open":1.5,"volume":7}
            """),
        Arguments.of(
            "NASA POWER: parameters of values under dates in digits",
            """
            {"type":"Feature","properties":{"parameter":{"T2M":{"20260301":1.5,"20260302":2},"RH2M":{"20260301":80,"20260302":81}}}}
            """,
            """
            {"series":"T2M","time":"20260301","value":1.5}
            {"series":"T2M","time":"20260302","value":2}
            {"series":"RH2M","time":"20260301","value":80}
            {"series":"RH2M","time":"20260302","value":81}
            """),
        Arguments.of(
            "a member that is not a time among times",
            """
            {"2026-03-01":1.5,"2026-03-02":2.5,"note":"x"}
            """,
            """
            {"time":"2026-03-01","value":1.5}
            {"time":"2026-03-02","value":2.5}
            {"problem":"note is not a time"}
            """),
        Arguments.of(
            "pairs of a time and a value",
            """
            [[1772323200000,1.5],[1772326800000,2]]
            """,
            """
            {"time":1772323200000,"value":1.5}
            {"time":1772326800000,"value":2}
            """),
        Arguments.of(
            "arrays, of which the first names the columns",
            """
            [["time","level","flow"],["2026-03-01",1.5,2],["2026-03-02",3]]
            """,
            """
            {"time":"2026-03-01","level":1.5,"flow":2}
            {"problem":"it has 2 values and 3 columns"}
            """),
        Arguments.of(
            "Graphite: pairs of a value and epoch seconds",
            """
            [{"target":"web1.load","datapoints":[[1.5,1772323200],[null,1772323260]]}]
            """,
            """
            {"timestamp":"2026-03-01T00:00:00Z","series":"web1.load","value":1.5}
            {"timestamp":"2026-03-01T00:01:00Z","series":"web1.load","value":null}
            """),
        Arguments.of(
            "GeoJSON",
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"time":"2026-03-01T00:00:00Z","mag":1.5},"geometry":null}]}
            """,
            """
            {"type":"Feature","properties":{"time":"2026-03-01T00:00:00Z","mag":1.5},"geometry":null}
            """),
        Arguments.of(
            "OpenWeather: a list beside numbers that count it",
            """
            {"cod":"200","message":0,"cnt":1,"list":[{"dt":1772323200,"main":{"temp":1.5}}],"city":{"id":1}}
            """,
            """
            {"dt":1772323200,"main":{"temp":1.5}}
            """),
        Arguments.of(
            "buckets of an aggregation of Elasticsearch",
            """
            {"took":3,"aggregations":{"per_hour":{"buckets":[{"key_as_string":"2026-03-01T00:00:00Z","doc_count":5,"avg":{"value":1.5}}]}}}
            """,
            """
            {"key_as_string":"2026-03-01T00:00:00Z","doc_count":5,"avg":{"value":1.5}}
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void a_table_becomes_records(String name, String text, String lines) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(
            DocumentLines.of(bytes, new ByteArrayInputStream(bytes))
                .map(TablesTest::text)
                .orElse(""))
        .as(name)
        .isEqualTo(lines);
  }

  @Test
  void a_column_of_which_only_the_beginning_is_seen_is_enough() throws IOException {
    String text = "{\"hourly\":{\"time\":[\"2026-03-01\"%s],\"v\":[1%s]}}";
    byte[] bytes =
        text.formatted(",\"2026-03-02\"".repeat(9_999), ",1".repeat(9_999))
            .getBytes(StandardCharsets.UTF_8);
    byte[] beginning = java.util.Arrays.copyOf(bytes, DocumentLines.BEGINNING);

    DocumentLines lines =
        DocumentLines.of(beginning, new ByteArrayInputStream(bytes)).orElseThrow();

    assertThat(text(lines).lines()).hasSize(10_000).last().asString().contains("\"v\":1}");
  }

  private static String text(DocumentLines lines) {
    try {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
