package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lines in front of the records: which of them names the columns. */
class HeaderLinesTest {

  @Test
  void a_comment_of_as_many_words_as_columns_is_not_the_header() {
    assertThat(read("# Station: Berlin, Germany\ntime,level\n", ","))
        .isEqualTo("reads time 'time', one series, value 'level'");
    assertThat(read("# made by X\n# Station: Berlin, Germany\ntime,level\n", ","))
        .isEqualTo("reads time 'time', one series, value 'level'");
    assertThat(read("% Matlab export\n% t, y\n", " "))
        .isEqualTo("reads time 't', one series, value 'y'");
    assertThat(read("# Sensor; 12b\n#Zeit;Druck\n", ";"))
        .isEqualTo("reads time 'Zeit', one series, value 'Druck'");
  }

  @Test
  void a_comment_without_text_may_stand_under_the_header() {
    assertThat(read("# T: in 0.1 degrees, of air\n#\n# time,level\n#\n", ","))
        .isEqualTo("reads time 'time', one series, value 'level'");
  }

  @Test
  void a_title_of_as_many_cells_as_columns_is_not_the_header() {
    assertThat(read("Export, Berlin\ntime,level\n", ","))
        .isEqualTo("reads time 'time', one series, value 'level'");
    assertThat(read("Report;daily\nDatum;Druck\n", ";"))
        .isEqualTo("reads time 'Datum', one series, value 'Druck'");
  }

  @Test
  void units_under_the_names_stay_units() {
    assertThat(read("reading_time,level\ndate,m\n", ","))
        .isEqualTo("reads time 'reading_time', one series, value 'level'");
    assertThat(read("# t, level\n# s, m\n", ","))
        .isEqualTo("reads time 't', one series, value 'level'");
  }

  @Test
  void names_with_blanks_stand_over_columns_of_fixed_width() {
    assertThat(read("MEASURED AT            AIR TEMP\n                       (C)\n", "   "))
        .isEqualTo("reads time 'MEASURED AT', one series, value 'AIR TEMP'");
  }

  @Test
  void first_rows_with_more_or_fewer_cells_are_refused_and_the_header_counts() {
    String more = "2026-02-28T22:00:00Z,1.5,extra\n";
    String fewer = "2026-02-28T23:00:00Z,1.5\n";

    assertThat(read("time,level\n" + more, ","))
        .isEqualTo("reads time 'time', one series, value 'level'");
    assertThat(read("time,level\n" + more + more, ","))
        .isEqualTo("reads time 'time', one series, value 'level'");
    assertThat(of("time,level,flow\n" + fewer + rows(",").replace("\n", ",7.5\n")))
        .isEqualTo("reads time 'time', one series, values 'level', 'flow'");
  }

  private static String read(String head, String separator) {
    return of(head + rows(separator));
  }

  private static String rows(String separator) {
    StringBuilder rows = new StringBuilder();
    for (int hour = 0; hour < 20; hour++) {
      rows.append("2026-03-01T%02d:00:00Z%s5%d.25\n".formatted(hour, separator, hour * 7 % 10));
    }
    return rows.toString();
  }

  private static String of(String text) {
    return switch (Inference.of(text.getBytes(StandardCharsets.UTF_8), true, Setup.open("file"))) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous open -> open.question();
      case Reading.Unreadable not -> not.reason();
    };
  }
}
