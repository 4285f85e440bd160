package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One object whose values stand in arrays is refused; its other numbers are not measured. */
class JsonArraysTest {

  @Test
  void values_in_an_array_are_named() {
    assertThat(of("{\"n\":600,\"a\":{\"list\":[{\"v\":1}]}}")).contains("'a.list'", "jq");
    assertThat(of("{\"n\":600,\"list\":[1,2]}")).contains("'list'");
    assertThat(of("{\"n\":600,\"list\":[[1],[2]]}")).contains("'list'");
    assertThat(of("{\"list\":[[1],[2]]}")).contains("'list'");
  }

  @Test
  void a_record_with_a_time_or_several_records_may_have_arrays() {
    for (String text :
        List.of(
            "{\"time\":\"2026-03-01T00:00:00Z\",\"n\":600,\"list\":[1,2]}",
            "{\"n\":600,\"list\":[1,2]}\n{\"n\":601,\"list\":[1,2]}",
            "{\"n\":600,\"tags\":[\"a\",\"b\"]}",
            "{\"n\":600,\"list\":[1]}")) {
      assertThat(of(text)).as(text).contains("value 'n'");
    }
  }

  @Test
  void a_date_in_an_array_is_not_passed_over() {
    String row = "{\"when\": [2026, 3, %d, 0, 15], \"v\": 51.%1$d}\n";
    String text = row.formatted(1) + row.formatted(2) + row.formatted(3);

    assertThat(of(text)).contains("'when' holds an array", "2026-03-01T12:00:00Z");
    assertThat(of(text.replace("[", "[[").replace("]", "]]"))).contains("value 'v'");
    assertThat(of(text.replace("2026", "20260"))).contains("value 'v'");
    assertThat(of(text.replace("\"v\"", "\"time\": 1772323200, \"v\"")))
        .contains("time 'time'", "value 'v'");
  }

  private static String of(String text) {
    return switch (Inference.of(text.getBytes(StandardCharsets.UTF_8), true, Setup.open("file"))) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous open -> open.question();
      case Reading.Unreadable not -> not.reason();
    };
  }
}
