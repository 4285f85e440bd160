package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Decisions from the first rows of a text that will have more. */
class FewRowsTest {

  @Test
  void a_text_under_the_name_of_a_series_is_one_if_it_or_a_time_comes_again() {
    assertThat(reading("Datum;Anlage;kW\n", "0%d.03.2026;p%d;1,5\n", 3, 4))
        .contains("series 'Anlage'");
    assertThat(reading("time,host,v\n", "2026-03-01 00:00:00,h%2$d,1\n", 9, 9))
        .contains("series 'host'");
    assertThat(reading("time,host,v\n", "2026-03-0%d 00:00:00,h%d,1\n", 9, 1))
        .contains("series 'host'");
  }

  @Test
  void a_text_of_which_each_row_has_its_own_names_records() {
    assertThat(reading("time,name,v\n", "2026-03-0%d 00:00:00,h%d,1\n", 9, 9))
        .contains("one series", "passes over 'name' (text)");
  }

  @Test
  void rows_of_other_widths_between_do_not_make_the_header_a_preamble() {
    for (String ragged :
        new String[] {"1,1\n2,2,3\n3\n4,4\n", "1,1\n2,2,3\n", "1,1\n2\n3,3\n4\n"}) {
      byte[] text = ("t,value\n" + ragged).getBytes(StandardCharsets.UTF_8);

      Reading reading = Inference.of(text, true, Setup.open("s"));

      assertThat(reading).isInstanceOf(Reading.Decided.class);
      assertThat(((Reading.Decided) reading).statement()).contains("time 't'", "'value'");
    }
  }

  @Test
  void a_few_cells_that_are_not_times_do_not_hide_how_the_others_are_written() {
    for (String form :
        new String[] {"2026-03-%02dT00:00:00Z,%d,1\n", "%02d.03.2026 10:00,%d,1\n"}) {
      for (int bad : new int[] {1, 2, 5}) {
        StringBuilder text = new StringBuilder("at,v,w\n");
        for (int i = 1; i <= 25; i++) {
          text.append(i % 5 == 3 && i / 5 < bad ? "at some time,1,1\n" : form.formatted(i, i));
        }

        assertThat(statement(text.toString())).as(text.toString()).contains("time 'at'");
      }
    }
  }

  @Test
  void the_share_of_cells_that_are_no_time_does_not_change_how_the_others_are_read() {
    for (String header : new String[] {"timestamp,v\n", "at,v\n"}) {
      for (String form : new String[] {"176722%d,1.5\n", "2026-03-01T00:00:00.%d,1.5\n"}) {
        String whole = settings(header + rows(60, form));
        for (int bad = 1; bad <= 6; bad++) {
          String text = header + rows(30, form) + "at some time,1.5\n".repeat(bad);

          assertThat(settings(text + rows(30, form))).as("%d of %s", bad, form).isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void first_records_that_cannot_be_read_do_not_hide_the_header() {
    String broken = "at some time,s-0,0.9515\n1767225600,s-1,offline\n";
    for (int bad : new int[] {24, broken.length()}) {
      for (int rows : new int[] {60, 200}) {
        String text =
            "at,who,x0\n" + broken.substring(0, bad) + rows(rows, "176722%d,s-0,1.5741\n");

        assertThat(statement(text)).contains("time 'at'", "value 'x0'");
        assertThat(skipped(text)).as("lines that are passed over").isZero();
      }
    }
  }

  @Test
  void without_a_header_first_records_that_cannot_be_read_are_records() {
    String text = "offline;s-0;0.9515\n" + rows(20, "176722%d;s-0;1.5741\n");

    assertThat(statement(text)).contains("time 'c1'", "series 'c2'", "'c3'");
    assertThat(skipped(text)).as("lines that are passed over").isZero();
  }

  private static String rows(int count, String form) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(form.formatted(5600 + 6 * i));
    }
    return rows.toString();
  }

  private static int skipped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Reading.Decided decided = (Reading.Decided) Inference.of(bytes, true, Setup.open("s"));
    return decided.settings().layout().skipLines();
  }

  @Test
  void columns_that_settings_name_keep_the_order_of_the_settings() {
    RecordSettings record =
        new RecordSettings(
            new TimeSettings(List.of("day", "hour"), "d.M.yyyy HH", ""),
            List.of("site", "host"),
            "",
            List.of("a", "b"),
            List.of(),
            NumberSettings.USUAL,
            "s");
    Setup setup =
        new Setup(
            Optional.of(LineFormat.CSV),
            Optional.empty(),
            TextSettings.LONGEST_LINE,
            record,
            Layout.PLAIN);
    byte[] text = "b,host,hour,site,a,day\n1,h,13,s,2,7.3.2026\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Inference.of(text, true, setup))
        .isInstanceOfSatisfying(
            Reading.Decided.class,
            decided -> {
              RecordSettings found = decided.settings().record();
              assertThat(found.time().columns()).containsExactly("day", "hour");
              assertThat(found.series()).containsExactly("site", "host");
              assertThat(found.values()).containsExactly("a", "b");
            });
  }

  @Test
  void one_row_still_tells_days_from_months() {
    String rows = "d,v\n" + "02/03/2026 10:00,1\n".repeat(20);

    assertThat(statement(rows + "13/03/2026 10:00,1\n")).contains(" d/M/yyyy");
    assertThat(statement(rows + "03/13/2026 10:00,1\n")).contains(" M/d/yyyy");
  }

  @Test
  void a_text_column_with_a_few_times_is_not_the_time() {
    String rows = "seen,v\n" + "never,1\n".repeat(6) + "2026-03-02T00:00:00Z,1\n".repeat(4);

    assertThat(statement(rows)).doesNotContain("time 'seen'");
  }

  @Test
  void a_first_line_without_an_end_is_not_an_empty_text() {
    byte[] text = "x".repeat(Inference.BYTES).getBytes(StandardCharsets.UTF_8);
    assertThat(Inference.of(text, false, Setup.open("s")))
        .isEqualTo(new Reading.Unreadable("its first line is longer than 1 MiB"));
  }

  /** Rows of this form with numbers of rows from 1 and one of so many names. */
  private static String reading(String header, String row, int names, int rows) {
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < rows; i++) {
      text.append(row.formatted(i + 1, i % names));
    }
    return statement(text.toString());
  }

  private static String settings(String text) {
    Reading reading = Inference.of(text.getBytes(StandardCharsets.UTF_8), true, Setup.open("s"));
    assertThat(reading).isInstanceOf(Reading.Decided.class);
    return ((Reading.Decided) reading).settings().toString();
  }

  private static String statement(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (Inference.of(bytes, true, Setup.open("s"))) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous ambiguous -> ambiguous.question();
      case Reading.Unreadable unreadable -> unreadable.reason();
    };
  }
}
