package dev.weir.connectors.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Annotated CSV of InfluxDB 2 becomes records; the values are made up. */
class AnnotatedCsvTest {

  private static final String HEAD =
      """
      #group,false,false,true,true,false,false,true,true,true
      #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
      #default,_result,,,,,,,,
      ,result,table,_start,_stop,_time,_value,_field,_measurement,host
      """;

  @Test
  void tables_follow_each_other_with_their_own_columns() throws IOException {
    String text =
        HEAD
            + """
            ,,0,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,2026-03-01T00:00:10Z,1.83,load1,system,a
            ,,1,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,2026-03-01T00:00:10Z,,load1,system,"b ""x"", 2"

            #default,_result,,,,,7
            #group,false,false,true,false,false,false
            #datatype,string,long,string,dateTime:number,long,double
            ,result,table,_measurement,_time,calls,load
            ,,2,api,1772323200000000001,5,
            """;
    assertThat(AnnotatedCsv.is(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    for (String form : new String[] {text, "\uFEFF" + text, text.replace("\n", "\r\n")}) {
      assertThat(lines(form))
          .isEqualTo(
              """
              {"timestamp":"2026-03-01T00:00:10Z","series":"system_load1{host=\\"a\\"}","value":1.83}
              {"timestamp":"2026-03-01T00:00:10Z","series":"system_load1{host=\\"b \\\\\\"x\\\\\\", 2\\"}","value":""}
              {"timestamp":"2026-03-01T00:00:00.000000001Z","series":"api","calls":5,"load":7}
              """);
    }
  }

  @Test
  void an_error_is_a_record_without_a_time() throws IOException {
    String text =
        "#datatype,string,string\n#group,true,true\n#default,,\n,error,reference\n,no bucket,897\n";
    assertThat(lines(text)).contains("\"problem\":\"no bucket\"").doesNotContain("timestamp");
  }

  @Test
  void other_texts_with_comments_are_read_as_they_are() {
    for (String text : new String[] {"", "#group\n", "# datatype,a\n", "t,v\n1,2\n", "#hash,a\n"}) {
      assertThat(AnnotatedCsv.is(text.getBytes(StandardCharsets.UTF_8))).as(text).isFalse();
    }
  }

  @Test
  void a_row_without_an_end_is_waited_for() throws IOException {
    String row = ",,0,a,b,2026-03-01T00:00:10Z,1.83,load1,system,a";
    AnnotatedCsv lines = of(HEAD + row);
    assertThat(lines.readAllBytes()).isEmpty();
    assertThat(lines.isWhole()).isFalse();
  }

  @Test
  void a_quote_without_an_end_is_given_up() {
    InputStream endless =
        new InputStream() {
          private final byte[] head = "#group,\"".getBytes(StandardCharsets.UTF_8);
          private int at;

          @Override
          public int read() {
            return at < head.length ? head[at++] : 'x';
          }
        };
    assertThatThrownBy(() -> new AnnotatedCsv(endless).read())
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("a row is longer than 16777216 bytes");
  }

  private static AnnotatedCsv of(String text) {
    return new AnnotatedCsv(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String lines(String text) throws IOException {
    return new String(of(text).readAllBytes(), StandardCharsets.UTF_8);
  }
}
