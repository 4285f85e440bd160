package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityPageTest {

  @TempDir Path directory;

  @Test
  void needs_nothing_from_elsewhere_and_runs_nothing() throws Exception {
    String page = page(findings("file", 3, 100));

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<script", "<link");
  }

  @Test
  void every_text_of_the_data_is_only_text() throws Exception {
    String nasty = "<img onerror='x'>\"&\n</svg><script>";

    String page = page(findings(nasty, 1, 10));

    assertThat(page)
        .contains("&lt;img onerror=&#39;x&#39;&gt;&quot;&amp; &lt;/svg&gt;&lt;script&gt;");
    assertThat(page).doesNotContain("<img", "<script", "</svg><s");
  }

  @Test
  void a_long_series_is_drawn_in_few_columns_without_losing_its_spike() throws Exception {
    FileFindings findings = findings("file", 1, 100_000);

    SeriesPlot plot = findings.plots().getFirst();
    String page = page(findings);

    assertThat(plot.rows()).isEqualTo(100_000);
    assertThat(plot.columns()).isBetween(SeriesPlot.COLUMNS / 2, SeriesPlot.COLUMNS);
    assertThat(plot.values().getFirst().highest()).as("the spike at row 7").isEqualTo(1_000);
    assertThat(plot.labelled().cardinality()).isEqualTo(1);
    assertThat(plot.columns() * plot.rowsPerColumn()).isBetween(100_000L, 100_000L + 256);
    assertThat(page).contains("100,000 rows; 128 to a column", "class=\"event\" d=\"M90.0 12h1.0v");
    assertThat(page.length()).isLessThan(100_000);
  }

  @Test
  void what_is_left_out_is_said() throws Exception {
    List<FileFindings> files = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      files.add(findings("file-" + i, 50, 3));
    }

    String page = page(files.toArray(FileFindings[]::new));

    assertThat(Pattern.compile("<svg").matcher(page).results()).hasSize(60);
    assertThat(page)
        .contains("Left out: 40 of 100 series")
        .contains("3 rows; left out: 1 of 4 features")
        .contains("file-1: series-29")
        .doesNotContain("series-30");
  }

  @Test
  void values_of_any_size_are_drawn_within_the_plot() throws Exception {
    Recorder recorder = new Recorder("file", 1);
    recorder.add("s", Double.MAX_VALUE);
    recorder.add("s", -Double.MAX_VALUE);
    recorder.add("s", Double.NaN);
    recorder.add("s", 0);

    assertThat(page(recorder.findings()))
        .containsPattern("class=\"value\" d=\"M\\S+ 14\\.0V14\\.0L\\S+ 80\\.0M\\S+ 47\\.0V47\\.0\"")
        .doesNotContain("NaN");
  }

  /** So many series of so many rows; the eighth row of each is a spike, and labelled. */
  private static FileFindings findings(String file, int series, int rows) throws Exception {
    Recorder recorder = new Recorder(file, 30);
    for (int row = 0; row < rows; row++) {
      for (int s = 0; s < series; s++) {
        String key = series == 1 ? file : "series-" + s;
        recorder.add(key, row == 7 ? 1_000 : row % 5, 1, 2, 3);
      }
    }
    return recorder.findings();
  }

  private String page(FileFindings... files) throws IOException {
    Path to = directory.resolve("deep").resolve("page.html");
    QualityPage.write(List.of(files), to);
    return Files.readString(to);
  }
}
