package dev.weir.connectors.file.set;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesFromTest {

  @Test
  void aFileOfAFolderIsASeries() {
    assertThat(SeriesFrom.AUTO.seriesOf("pump.csv", false, "s")).isEqualTo("pump.csv");
    assertThat(SeriesFrom.AUTO.seriesOf("north/pump 7.csv.gz", false, "s"))
        .isEqualTo("north/pump 7.csv.gz");
    assertThat(SeriesFrom.AUTO.seriesOf("pump.csv", true, "s")).isEqualTo("s");
    assertThat(SeriesFrom.FILE.seriesOf("pump.csv", true, "s")).isEqualTo("pump.csv");
    assertThat(SeriesFrom.SOURCE.seriesOf("pump.csv", false, "s")).isEqualTo("s");
  }

  @Test
  void datesInTheNameTellPiecesOfOneSeriesApart() {
    for (String name :
        new String[] {
          "pump-2026-03-01.csv",
          "pump_20260301.csv",
          "pump.2026-03-01.csv",
          "pump-2026-03.csv",
          "pump-2026-03-01T23.csv",
          "pump-20260301-235959.csv",
          "2026-03-01pump.csv"
        }) {
      assertThat(SeriesFrom.AUTO.seriesOf(name, false, "s")).as(name).isEqualTo("pump.csv");
    }
    assertThat(SeriesFrom.AUTO.seriesOf("2026-03-01.csv", false, "s")).isEqualTo("s");
    assertThat(SeriesFrom.AUTO.seriesOf("north/2026-03-01.csv", false, "s")).isEqualTo("north");
  }

  @Test
  void otherNumbersAreNotDates() {
    for (String name :
        new String[] {
          "pump-7.csv", "pump-202603.csv", "pump-20269901.csv", "pump-120260301.csv", "1.csv"
        }) {
      assertThat(SeriesFrom.AUTO.seriesOf(name, false, "s")).as(name).isEqualTo(name);
    }
  }
}
