package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that names a column which is not there is refused where a file is looked at. */
class NamedColumnsTest {

  private static final String CSV =
      "time,v,w\n2026-03-01T00:00:00Z,1.5,2\n2026-03-02T00:00:00Z,2.5,3\n";
  private static final String JSON =
      "{\"time\": \"2026-03-01T00:00:00Z\", \"v\": 1.5, \"w\": 2}\n"
          + "{\"time\": \"2026-03-02T00:00:00Z\", \"v\": 2.5, \"w\": 3}\n";

  @ParameterizedTest
  @ValueSource(strings = {CSV, JSON})
  void it_is_refused_with_the_columns_that_exist(String text) {
    assertThat(strict(text, new RecordSettings("", "nosuch", "", List.of(), "s")))
        .isEqualTo(unknown("series"));
    assertThat(strict(text, new RecordSettings("", "", "nosuch", List.of(), "s")))
        .isEqualTo(unknown("label"));
    assertThat(strict(text, new RecordSettings("", "", "", List.of("v", "nosuch"), "s")))
        .isEqualTo(unknown("values"));
    assertThat(strict(text, new RecordSettings("", "", "", List.of("nosuch"), "s")))
        .isEqualTo(unknown("values"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CSV, JSON})
  void columns_that_are_there_are_not_refused(String text) {
    assertThat(strict(text, new RecordSettings("time", "w", "", List.of("v"), "s")))
        .isInstanceOf(Reading.Decided.class);
  }

  @Test
  void a_nested_label_of_json_is_found() {
    String text =
        "{\"timestamp\": \"2026-03-01T00:00:00Z\", \"v\": 1.5, \"meta\": {\"fault\": 0}}\n";

    assertThat(strict(text, new RecordSettings("", "", "meta.fault", List.of(), "s")))
        .isInstanceOf(Reading.Decided.class);
  }

  @Test
  void a_hint_is_not_taken_for_a_column_that_is_not_there() {
    Reading.Decided decided =
        new Reading.Decided(
            Setup.open("s").usual(LineFormat.CSV),
            "",
            List.of("it has no column 'b', which record.series names"));

    assertThat(decided.strict()).isSameAs(decided);
  }

  @Test
  void the_columns_that_are_not_there_are_kept_apart_from_the_hints() {
    RecordSettings record = new RecordSettings("", "nosuch", "", List.of(), "s");

    assertThat(read(CSV, record))
        .isInstanceOfSatisfying(
            Reading.Decided.class,
            decided -> {
              assertThat(decided.hints()).isEmpty();
              assertThat(decided.unknownColumns()).singleElement().asString().contains("'nosuch'");
              assertThat(decided.ofSeries("t").unknownColumns()).hasSize(1);
            });
  }

  private static Reading unknown(String setting) {
    return new Reading.Unreadable(
        "it has no column 'nosuch', which record.%1$s (--%1$s) names; its columns are [time, v, w]"
            .formatted(setting));
  }

  private static Reading strict(String text, RecordSettings record) {
    return read(text, record) instanceof Reading.Decided decided
        ? decided.strict()
        : read(text, record);
  }

  private static Reading read(String text, RecordSettings record) {
    Setup setup =
        new Setup(
            Optional.empty(), Optional.empty(), TextSettings.LONGEST_LINE, record, Layout.PLAIN);
    return Inference.of(text.getBytes(StandardCharsets.UTF_8), true, setup);
  }
}
