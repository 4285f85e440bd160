package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.TextSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole numbers that name or place something are not measured. */
class IdColumnsTest {

  private static final int ROWS = 40;
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "order_id",
        "OrderID",
        "KundenID",
        "user-id",
        "ID Sensor",
        "uuid",
        "product key",
        "Kundennummer",
        "Invoice No",
        "invoice_nr",
        "Auftrags-Nr.",
        "order number",
        "Kontonummer",
        "SKU",
        "EAN",
        "EAN13",
        "PLZ",
        "zip",
        "Postcode",
        "server_port",
        "pid",
        "tid",
        "item.id",
        "transaction"
      })
  void ids_of_which_each_row_has_its_own_are_passed_over(String name) {
    assertThat(statement(name, row -> "" + (7_001 + row * 37 % 997)))
        .contains("one series, value 'level'", "passes over '%s' (an id)".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "order_id",
        "KundenID",
        "Kundennummer",
        "sensor_id",
        "DeviceId",
        "machine",
        "port",
        "site_no",
        "station number",
        "Anlagennummer",
        "EAN",
        "PLZ",
        "station"
      })
  void ids_of_which_a_few_take_turns_name_the_series(String name) {
    assertThat(statement(name, row -> "" + (4711 + row % 3)))
        .contains("series '%s', value 'level'".formatted(name));
    assertThat(statement(name, row -> "" + (4711 + row * row % 5)))
        .contains("series '%s', value 'level'".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error_num",
        "errorNumber",
        "thread num",
        "connection_number",
        "device_num",
        "fehler_numero",
        "errors_no"
      })
  void a_count_of_things_is_a_value(String name) {
    assertThat(statement(name, row -> "" + row * row % 6))
        .contains("one series, values '%s', 'level'".formatted(name));
    assertThat(statement(name, row -> "" + (40 + row * row % 23)))
        .contains("one series, values '%s', 'level'".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"order_num", "invoice number", "part number", "account_no", "Fehlernummer"})
  void numbers_of_documents_and_states_are_never_the_key(String name) {
    assertThat(statement(name, row -> "" + (4711 + row * row % 5)))
        .contains("one series, value 'level'", "passes over '%s' (an id)".formatted(name));
  }

  @Test
  void ids_of_a_few_rows_name_the_series_if_they_come_twice() {
    String text =
        "device_id,time,temp\n17,2026-03-01T00:00:00Z,1.5\n18,2026-03-01T00:01:00Z,2.5\n"
            + "17,2026-03-01T00:02:00Z,1.5\n18,2026-03-01T00:03:00Z,2.5\n";

    assertThat(of(text, List.of())).contains("series 'device_id'");
  }

  @Test
  void ids_of_lines_of_json_name_the_series_as_those_of_tables_do() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "{\"device_id\": %d, \"seq\": %d, \"time\": \"%s\", \"temp\": %s}\n"
              .formatted(4711 + i % 2, 70 + i * i, Instant.ofEpochSecond(START + i), 20.5 + i % 7));
    }

    assertThat(of(text.toString(), List.of()))
        .contains("series 'device_id', value 'temp'", "'seq' (");
  }

  @Test
  void a_key_of_too_many_combinations_is_not_the_series() {
    StringBuilder text = new StringBuilder("time,vendor_id,store_id,user_id,amount\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "%s,%d,%d,%d,%s\n"
              .formatted(
                  Instant.ofEpochSecond(START + i),
                  i % 2,
                  100 + i * 7 % 9,
                  9_000 + i * 31 % 101,
                  i * i % 17 + 0.5));
    }

    assertThat(of(text.toString(), List.of()))
        .contains("series 'vendor_id', value 'amount'", "'store_id' (an id), 'user_id' (an id)");
  }

  @ParameterizedTest
  @CsvSource({
    "lat,a coordinate",
    "Breitengrad,a coordinate",
    "Longitude,a coordinate",
    "firmware,a version"
  })
  void places_on_earth_and_versions_are_passed_over(String name, String reason) {
    String names = name.equals("lat") ? "lat,lon" : name + ",other_version";
    StringBuilder text = new StringBuilder("time," + names + ",level\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "%s,52.5%d,13.%d,%s\n"
              .formatted(Instant.ofEpochSecond(START + i), i * i % 13, i % 3, i * i % 17 + 0.5));
    }

    assertThat(of(text.toString(), List.of()))
        .contains("value 'level'", "'%s' (%s)".formatted(name, reason));
  }

  @ParameterizedTest
  @CsvSource({
    "year,2026,1",
    "Monat,1,12",
    "day,1,28",
    "hour,0,24",
    "Stunde,0,24",
    "weekday,0,7",
    "day_of_week,1,7",
    "minute,0,60"
  })
  void parts_of_a_date_beside_the_time_are_passed_over(String name, int from, int count) {
    assertThat(statement(name, row -> "" + (from + row / 3 % count)))
        .contains(
            "one series, value 'level'", "passes over '%s' (a part of a date)".formatted(name));
  }

  @Test
  void digits_with_leading_zeros_are_codes() {
    assertThat(statement("contact", row -> "0151%08d".formatted(row * 7919 % 100_003)))
        .contains("value 'level'", "'contact' (codes with leading zeros)");
    assertThat(statement("group", row -> "%02d".formatted(row * row % 23)))
        .contains("value 'level'", "'group' (codes with leading zeros)");
  }

  @Test
  void numbers_that_rise_by_one_step_are_passed_over() {
    assertThat(statement("Messung", row -> "" + (1 + row)))
        .contains("value 'level'", "rises evenly");
    assertThat(statement("n", row -> "" + row)).contains("value 'level'", "rises evenly");
    assertThat(statement("since", row -> "" + (1234 + 900 * row)))
        .contains("value 'level'", "rises evenly");
  }

  @Test
  void times_beside_the_time_are_passed_over() {
    assertThat(statement("received", row -> (START + 900L * row) + "137"))
        .contains("'received' (another time)");
    assertThat(statement("server", row -> (START + 900L * row) + "." + (100 + row * row % 800)))
        .contains("'server' (another time)");
    assertThat(statement("Datum2", row -> "%.5f".formatted(46_082 + row * row / 960.0)))
        .contains("'Datum2' (another time)");
    assertThat(statement("booked", row -> row < 30 ? "20260301" : "20260302"))
        .contains("'booked' (another time)");
    assertThat(statement("uptime_s", row -> "" + (500 + 7 * row * row)))
        .contains("'uptime_s' (a time since a start)");
  }

  @ParameterizedTest
  @CsvSource({
    "disk_used_bytes,1740000000000,60000000000",
    "memory,1740000000,60000000",
    "received_bytes,1740000000000000,60000000000000",
    "energy,1740000000000000000,60000000000000000",
    "update_bytes,1740000000,60000000",
    "response_time_ns,1000000000,2000000000"
  })
  void a_measurement_of_the_size_of_the_clock_is_a_value(String name, long from, long width) {
    long step = width / 997;
    assertThat(statement(name, row -> "" + (from + row * 7919 % 997 * step)))
        .contains("one series, values '%s', 'level'".formatted(name));
    assertThat(statement(name, row -> "" + (from + row * row * (step / 2000))))
        .contains("one series, values '%s', 'level'".formatted(name));
    assertThat(statement(name, row -> "" + (from + width / 3)))
        .contains("one series, values '%s', 'level'".formatted(name));
  }

  @Test
  void a_measurement_that_has_the_digits_of_a_date_is_a_value() {
    assertThat(statement("blocks", row -> "" + (20_251_001 + row % 30)))
        .contains("one series, values 'blocks', 'level'");
    assertThat(statement("used_bytes", row -> "20250617"))
        .contains("one series, values 'used_bytes', 'level'");
  }

  @Test
  void a_counter_of_durations_is_a_value() {
    assertThat(statement("io_time", row -> "" + (5_000_000 + row * row * 13)))
        .contains("one series, values 'io_time', 'level'");
    assertThat(statement("candidates", row -> "" + (5_000_000 + row * row * 13)))
        .contains("one series, values 'candidates', 'level'");
  }

  @Test
  void a_time_whose_differences_are_those_of_the_time_is_passed_over() {
    assertThat(statement("gps", row -> "" + (START - 5_000_000 + 900L * row + row % 3)))
        .contains("'gps' (another time)");
    assertThat(statement("server", row -> "" + (START + 900L * row + row * row % 50_000) * 1000))
        .contains("'server' (another time)");
    assertThat(statement("created_at", row -> "" + (START - 9_000_000 + row * 7919 % 997 * 100)))
        .contains("'created_at' (another time)");
  }

  @Test
  void a_fraction_of_the_time_in_a_field_of_its_own_is_passed_over() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "{\"ts\": {\"seconds\": %d, \"nanos\": %d}, \"v\": %s}\n"
              .formatted(START + i, i * 7919 % 1000, i * i % 17 + 0.5));
    }

    assertThat(of(text.toString(), List.of()))
        .contains("time 'ts.seconds' as epoch-s", "value 'v'", "'ts.nanos' (another time)");
  }

  @Test
  void a_time_since_a_start_is_not_a_value_where_rows_have_no_other_time() {
    StringBuilder text = new StringBuilder("time,accel\n");
    for (int i = 0; i < ROWS; i++) {
      text.append("%.4f,%s\n".formatted(0.02 * i + (i * i % 7) / 1000.0, i * i % 17 + 0.5));
    }

    assertThat(of(text.toString(), List.of()))
        .contains("value 'accel'", "'time' (a time since a start)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count",
        "number of visitors",
        "n",
        "no of calls",
        "battery",
        "humidity",
        "idle",
        "grid",
        "fluid",
        "paid",
        "level2",
        "heat_index",
        "baseline",
        "import",
        "total number",
        "valid",
        "p99_lat",
        "keyboard",
        "Anzahl",
        "CO2",
        "Drehzahl",
        "days",
        "seconds",
        "lines",
        "orders"
      })
  void measurements_stay_values(String name) {
    assertThat(statement(name, row -> "" + (40 + row * row % 23)))
        .contains("one series, values '%s', 'level'".formatted(name));
    assertThat(statement(name, row -> "" + (40 + row % 3)))
        .contains("one series, values '%s', 'level'".formatted(name));
  }

  @Test
  void an_id_with_fractions_is_a_value() {
    assertThat(statement("site_id", row -> (40 + row * row % 23) + ".25"))
        .contains("values 'site_id', 'level'");
  }

  @Test
  void the_idle_time_of_a_processor_is_a_value() {
    for (int step : new int[] {0, 1}) {
      StringBuilder text = new StringBuilder("time,us,sy,id,wa\n");
      for (int i = 0; i < ROWS; i++) {
        text.append(
            "%s,%d,3,%d,1\n"
                .formatted(Instant.ofEpochSecond(START + i), i * i % 17, 65 + step * (i * i % 5)));
      }

      assertThat(of(text.toString(), List.of()))
          .contains("one series, values 'us', 'sy', 'id', 'wa'");
    }
  }

  @Test
  void whole_numbers_that_rise_are_asked_about_where_no_header_names_them() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "%d,%s,%s\n"
              .formatted(
                  7_000 + 3 * i + i % 2, Instant.ofEpochSecond(START + i), i * i % 17 + 0.5));
    }

    assertThat(of(text.toString(), List.of())).contains("it has no header", "--columns");
  }

  @Test
  void ids_of_runs_one_after_the_other_do_not_name_the_series() {
    for (String name : List.of("pid", "process id", "session_id", "batch_id")) {
      assertThat(of(text(name, row -> row < 20 ? "31337" : "4071"), List.of()))
          .as(name)
          .contains("one series, value 'level'");
    }
  }

  @Test
  void ids_of_processes_that_run_at_the_same_time_name_the_series() {
    StringBuilder text = new StringBuilder("time,pid,level\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "%s,%d,%s\n"
              .formatted(Instant.ofEpochSecond(START + i / 2), 31_337 + i % 2, i * i % 17 + 0.5));
    }

    assertThat(of(text.toString(), List.of())).contains("series 'pid'");
  }

  @Test
  void the_number_of_a_table_of_influxdb_is_not_measured() {
    for (int tables : new int[] {1, 2}) {
      StringBuilder text = new StringBuilder(",result,table,_time,_value,_field,host\n");
      for (int i = 0; i < ROWS; i++) {
        int table = i * tables / ROWS;
        text.append(
            ",,%d,%s,%s,temp,h%d\n"
                .formatted(table, Instant.ofEpochSecond(START + i), i * i % 17 + 0.5, table));
      }

      assertThat(of(text.toString(), List.of()))
          .contains("value '_value'", "'table' (the number of a table)")
          .doesNotContain("'table' +");
    }
  }

  @Test
  void whole_numbers_alone_are_asked_about_where_no_header_names_them() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      text.append("%s,5001,%d\n".formatted(Instant.ofEpochSecond(START + i), 900 + i * 37 % 101));
    }

    assertThat(of(text.toString(), List.of())).contains("it has no header", "--columns");
  }

  @Test
  void a_label_of_both_signs_is_not_measured() {
    assertThat(of(text("label", row -> row % 9 == 0 ? "-1" : "1"), List.of()))
        .contains("value 'level'", "'label' (a label of 1 and -1");
    assertThat(of(text("trend", row -> row % 9 == 0 ? "-1" : "1"), List.of()))
        .contains("'trend'", "'level'");
  }

  @Test
  void a_setting_makes_a_value_of_any_number() {
    assertThat(of(text("order_id", row -> "" + (7_001 + row * 37 % 997)), List.of("order_id")))
        .contains("value 'order_id'");
    assertThat(of(text("sensor_id", row -> "" + row % 3), List.of("sensor_id", "level")))
        .contains("one series, values 'sensor_id', 'level'");
  }

  @Test
  void a_text_with_no_other_numbers_is_refused_with_the_setting() {
    StringBuilder text = new StringBuilder("timestamp,order_id\n");
    for (int i = 0; i < ROWS; i++) {
      text.append("%s,%d\n".formatted(Instant.ofEpochSecond(START + i), 7_001 + i * 37 % 997));
    }

    assertThat(of(text.toString(), List.of()))
        .contains("'order_id' is an id", "record.values (--values)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "GPU index", "gpu_id", "core", "socket"})
  void one_processor_of_several_is_not_measured(String name) {
    StringBuilder text = new StringBuilder(name + ",time,level,other\n");
    StringBuilder load = new StringBuilder(name + ",time,level,other\n");
    for (int row = 0; row < ROWS; row++) {
      String rest =
          "%s,%d.5,%d.25\n".formatted(Instant.ofEpochSecond(START + 900L * row), row % 7, row % 5);
      text.append("0,").append(rest);
      load.append(row * 13 % 89).append(".5,").append(rest);
    }

    assertThat(of(text.toString(), List.of()))
        .contains("values 'level', 'other'", "'%s' (names something)".formatted(name));
    assertThat(of(load.toString(), List.of())).contains("values '%s', 'level'".formatted(name));
  }

  private static String statement(String name, IntFunction<String> cell) {
    return of(text(name, cell), List.of());
  }

  private static String text(String name, IntFunction<String> cell) {
    StringBuilder text = new StringBuilder(name + ",time,level\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(
          "%s,%s,%s\n"
              .formatted(
                  cell.apply(row),
                  Instant.ofEpochSecond(START + 900L * row),
                  row * row % 17 + 0.5));
    }
    return text.toString();
  }

  private static String of(String text, List<String> values) {
    RecordSettings record = new RecordSettings("", "", "", values, "s");
    Setup setup =
        new Setup(
            Optional.empty(), Optional.empty(), TextSettings.LONGEST_LINE, record, Layout.PLAIN);
    return switch (Inference.of(text.getBytes(StandardCharsets.UTF_8), true, setup)) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous ambiguous -> ambiguous.question();
      case Reading.Unreadable unreadable -> unreadable.reason();
    };
  }
}
