package dev.weir.connectors.text.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.series.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dd.MM.yyyy HH:mm:ss|31.12.2025 14:00:01|2025-12-31T14:00:01Z",
        "d.M.yyyy H:mm|1.3.2026 4:05|2026-03-01T04:05:00Z",
        "d.M.yyyy H:mm|01.03.2026 04:05:06.25|2026-03-01T04:05:06.250Z",
        "M/d/yyyy H:mm|1/5/2022 0:00|2022-01-05T00:00:00Z",
        "d/M/yyyy|1/5/2022|2022-05-01T00:00:00Z",
        "M/d/yy h:mm:ss a|03/01/26 12:10:00 AM|2026-03-01T00:10:00Z",
        "M/d/yy h:mm:ss a|03/01/26 12:10:00 PM|2026-03-01T12:10:00Z",
        "d/M/yy h:mma|01/03/26 12:30a|2026-03-01T00:30:00Z",
        "yyyyMMdd|20260301|2026-03-01T00:00:00Z",
        "yyyyMMddHHmm|202603010110|2026-03-01T01:10:00Z",
        "yyyyMMdd'T'HHmmss|20260301T011002|2026-03-01T01:10:02Z",
        "dd-MMM-yy HH:mm:ss|01-Mar-26 01:00:00|2026-03-01T01:00:00Z",
        "d-MMM-yyyy|1-Mär-2026|2026-03-01T00:00:00Z",
        "d MMM yyyy|1 août 2026|2026-08-01T00:00:00Z",
        "E d MMM yyyy HH:mm|Sun 1 Mar 2026 01:00|2026-03-01T01:00:00Z",
        "d/M/yyyy HH.mm.ss|10/03/2004 18.00.00|2004-03-10T18:00:00Z",
        "dd/MM/yyyy HH:mm|01/03/2026 00:00 - 01/03/2026 00:15|2026-03-01T00:00:00Z",
        "dd/MM/yyyy HH:mm|25/10/2026 02:00 (CEST)|2026-10-25T00:00:00Z",
        "yyyy M d H m|2026 3 1 0 50|2026-03-01T00:50:00Z",
        "dd.MM.yyyy HH:mm|01.03.2026 24:00|2026-03-02T00:00:00Z",
        "dd.MM.yyyy HH:mm|01.03.2026|2026-03-01T00:00:00Z",
        "yyyy/MM/dd HH:mm:ss.SSS|2026/03/01 00:00:00.642|2026-03-01T00:00:00.642Z",
        "yyyy-MM-dd HH:mm:ss|2026-03-01 00:10:01 UTC|2026-03-01T00:10:01Z",
        "yyyy-MM-dd HH:mm:ss|2026-03-01 00:10:01+0100|2026-02-28T23:10:01Z",
        "yyyyMMdd HHmm|20260301 0815|2026-03-01T08:15:00Z",
        "yyyy-M|1949-01|1949-01-01T00:00:00Z",
        "M/yyyy|12/2026|2026-12-01T00:00:00Z",
        "MMM yyyy|Mar 2026|2026-03-01T00:00:00Z",
        "yyyy M|2026 3|2026-03-01T00:00:00Z",
        "yyyy|1700|1700-01-01T00:00:00Z",
        "yyyy年M月d日 HH:mm|2026年3月1日 07:15|2026-03-01T07:15:00Z",
        "yyyy년 M월 d일|2026년 3월 1일|2026-03-01T00:00:00Z",
        "dd/MM/yyyy hh:mm a|01/03/2026 12:15 a. m.|2026-03-01T00:15:00Z",
        "dd/MM/yyyy hh:mm a|01/03/2026 12:15\u00A0p.\u00A0m.|2026-03-01T12:15:00Z",
        "M/d/yyyy h:mm a|3/1/2026 1:15\u202FPM|2026-03-01T13:15:00Z",
        "h:mm a MMM d yyyy|3:15 p Mar 2 2026|2026-03-02T15:15:00Z",
        "h:mm a MMM d yyyy|3:15 a. May 2 2026|2026-05-02T03:15:00Z",
        "h:mm a MMM d yyyy|3:15 p m Mar 2 2026|2026-03-02T15:15:00Z",
        "h:mm a MMM d yyyy|3:15 p. m. Mar 2 2026|2026-03-02T15:15:00Z",
        "h:mm a MMM d yyyy|3:15 pm Mar 2 2026|2026-03-02T15:15:00Z",
        "h:mm a MMM d yyyy|3:15\u00A0p\u00A0m\u00A0Mar\u00A02\u202F2026|2026-03-02T15:15:00Z",
        "h:mm a d MMM yyyy|3:15 p 2 März 2026|2026-03-02T15:15:00Z",
        "h:mm a MMMM d yyyy|3:15 p März 2 2026|2026-03-02T15:15:00Z",
        "h:mma MMM d yyyy|3:15p Mar 2 2026|2026-03-02T15:15:00Z",
        "h:mm a E MMM d yyyy|3:15 p Mon Mar 2 2026|2026-03-02T15:15:00Z",
        "yyyy-MM-dd h:mm a z|2026-03-02 3:15 p MST|2026-03-02T22:15:00Z",
        "dd.MM.yyyy - HH:mm|01.03.2026 - 07:15|2026-03-01T07:15:00Z",
        "E MMM d HH:mm:ss yyyy|Sun Mar  1 07:15:00 2026|2026-03-01T07:15:00Z",
        "d. MMMM yyyy HH:mm|1. März 2026 07:15|2026-03-01T07:15:00Z"
      })
  void a_time_is_read_by_its_pattern(String pattern, String text, String expected) {
    assertThat(parse(pattern, "", text)).isEqualTo(EventTime.of(Instant.parse(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dd.MM.yyyy HH:mm|31.02.2026 00:00",
        "dd.MM.yyyy HH:mm|01.13.2026 00:00",
        "dd.MM.yyyy HH:mm|01.03.2026 25:00",
        "dd.MM.yyyy HH:mm|01.03.2026 00:60",
        "dd.MM.yyyy HH:mm|01.03.2026 00:00 noon",
        "dd.MM.yyyy HH:mm|2026-03-01 00:00",
        "M/d/yyyy h:mm a|1/5/2022 13:00 PM",
        "yyyyMMdd|2026031",
        "yyyy-M|1949",
        "yyyy-M|1949-13",
        "yyyy|26",
        "yyyy|20260",
        "d MMM yyyy|1 Foo 2026"
      })
  void another_text_is_not_a_time(String pattern, String text) {
    assertThat(parse(pattern, "", text)).isEqualTo(Times.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Before and in summer time; in the hour that is skipped, moved by that hour; in the hour
        // that comes twice, the first.
        "2026-03-29 01:59:00|2026-03-29T00:59:00Z",
        "2026-03-29 02:30:00|2026-03-29T01:30:00Z",
        "2026-03-29 03:00:00|2026-03-29T01:00:00Z",
        "2026-07-01 00:00:00|2026-06-30T22:00:00Z",
        "2026-10-25 02:30:00|2026-10-25T00:30:00Z",
        "2026-10-25 03:00:00|2026-10-25T02:00:00Z",
        "2026-07-01T00:00:00Z|2026-07-01T00:00:00Z",
        "1772323200|2026-03-01T00:00:00Z"
      })
  void a_time_without_a_zone_is_of_the_zone_of_the_settings(String text, String expected) {
    assertThat(parse("", "Europe/Berlin", text)).isEqualTo(EventTime.of(Instant.parse(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-s,1772323200.5,2026-03-01T00:00:00.500Z",
    "epoch-ms,1772323200729,2026-03-01T00:00:00.729Z",
    "epoch-us,1772323200000001,2026-03-01T00:00:00.000001Z",
    "epoch-ns,1772323200000000001,2026-03-01T00:00:00.000000001Z",
    "epoch-ms,1,1970-01-01T00:00:00.001Z",
    "excel,46082.0416666667,2026-03-01T01:00:00Z"
  })
  void a_number_is_of_the_unit_of_the_settings(String format, String text, String expected) {
    assertThat(parse(format, "", text)).isEqualTo(EventTime.of(Instant.parse(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HH:mm",
        "MM/dd",
        "yyyy dd",
        "yyyy-MM HH:mm",
        "yyyy HH",
        "dd.MM.yyyy Q",
        "dd.MM.'yyyy",
        "nonsense"
      })
  void a_pattern_that_leaves_the_date_open_is_refused(String pattern) {
    assertThatThrownBy(() -> TimePattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_zone_that_there_is_not_is_refused() {
    assertThatThrownBy(() -> new TimeReader("", "Europe/Nowhere"))
        .hasMessageContaining("Europe/Berlin");
  }

  private static long parse(String format, String zone, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TimeReader(format, zone).parse(bytes, 0, bytes.length);
  }
}
