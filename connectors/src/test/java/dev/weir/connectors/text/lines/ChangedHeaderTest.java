package dev.weir.connectors.text.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.inference.Inference;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.engine.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row below a header in the middle of a text that is not the first one is a dead letter. */
class ChangedHeaderTest {

  private static final String FIRST = "time,temp,press\n";
  private static final String ROWS =
      """
      2026-03-01T00:00:00Z,51.5,1000
      2026-03-01T00:01:00Z,52.5,1001
      2026-03-01T00:02:00Z,50.5,1002
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,press,temp|2026-03-01T00:03:00Z,1000,51.5",
        "press,temp,time|1000,51.5,2026-03-01T00:03:00Z",
        "temp,time,press|51.5,2026-03-01T00:03:00Z,1000",
        "time,temp,flow|2026-03-01T00:03:00Z,51.5,7",
        "time,flow,temp|2026-03-01T00:03:00Z,7,51.5"
      })
  void nothing_is_read_below_it(String header, String row) throws IOException {
    List<String> rows = rows(FIRST + ROWS + header + "\n" + row + "\n" + row + "\n");

    assertThat(rows).hasSize(6);
    assertThat(rows.subList(0, 3)).allSatisfy(it -> assertThat(it).contains(", 100"));
    assertThat(rows.get(3))
        .contains("MALFORMED", ":5: the header comes again with its columns in another order");
    assertThat(rows.get(4)).contains("MALFORMED", ":6: it stands below a header");
    assertThat(rows.get(5)).contains("MALFORMED", ":7: it stands below a header");
  }

  @Test
  void the_first_header_once_more_is_passed_over() throws IOException {
    assertThat(rows(FIRST + ROWS + FIRST + ROWS)).hasSize(6);
  }

  @Test
  void rows_of_texts_are_refused_one_by_one() throws IOException {
    List<String> rows =
        rows(
            FIRST
                + ROWS.repeat(9)
                + "time,out,of\nlater,temp,off\n"
                + "2026-03-01T00:03:00Z,51.5,1000\n");

    assertThat(rows).hasSize(30);
    assertThat(rows.getLast()).contains("[51.5, 1000.0]");
  }

  private static List<String> rows(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Reading reading = Inference.of(bytes, true, Setup.open("s"));
    assertThat(reading).isInstanceOf(Reading.Decided.class);
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(bytes),
            ((Reading.Decided) reading).settings(),
            Rows.table(),
            new RecordLocation("s", 0));
    Batch batch = new Batch(1000, 16);
    batch.clear(new Batch.Stream("s", 0, (high, low) -> "" + low));
    reader.read(batch, 1000, true);
    return Rows.of(batch);
  }
}
