package dev.weir.connectors.inference.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveReadingTest {

  @Test
  void texts_with_a_date_a_time_of_day_or_an_epoch_may_hold_a_time() {
    for (String text :
        List.of(
            "2026-03-01",
            "1.3.2026",
            "3/1/26",
            "12:00",
            "1772323200",
            "1772323200.5",
            "20260301",
            "20260301T120000",
            "{\"ts\":\"20260301\"}",
            "{\"v\":1,\"at\":\"2026-03-01T00:00:00Z\"}")) {
      assertThat(mayHold(text)).as(text).isTrue();
    }
  }

  @Test
  void other_texts_hold_none() {
    for (String text :
        List.of(
            "",
            "1",
            "-1.5",
            "1e-5",
            "12345678.5",
            "1.5e+10",
            "a:b",
            "x-1",
            "{\"a\":1,\"b\":2.5}")) {
      assertThat(mayHold(text)).as(text).isFalse();
    }
  }

  private static boolean mayHold(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LiveReading.mayHoldTime(bytes, 0, bytes.length);
  }

  @Test
  void fields_become_an_object_whose_numbers_are_numbers() {
    assertThat(json("ts", "1772323200", "temp", "-1.5e3", "id", "007", "empty", "", "q", "a\"b"))
        .isEqualTo(
            "{\"ts\":1772323200,\"temp\":-1.5e3,\"id\":\"007\",\"empty\":\"\",\"q\":\"a\\\"b\"}");
  }

  private static String json(String... texts) {
    List<byte[]> fields =
        List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    return new String(LiveReading.json(fields), StandardCharsets.UTF_8);
  }
}
