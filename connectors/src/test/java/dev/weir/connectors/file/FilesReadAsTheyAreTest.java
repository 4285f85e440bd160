package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.file.FilesOnDisk.Log;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.set.SeriesFrom;
import dev.weir.connectors.inference.live.AmbiguousReadingException;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesReadAsTheyAreTest {

  private static final int LOOKS = 400;

  @TempDir private Path folder;

  private final Log order = new Log();
  private final Log readings = new Log();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Position> saved = Optional.empty();
  private Setup setup = Setup.open("files");
  private SeriesFrom seriesFrom = SeriesFrom.AUTO;

  private Source source(String path, boolean follow) {
    return new FileSource(
        "files",
        new FileSettings(folder.resolve(path).toString(), follow, setup, seriesFrom),
        unused -> {},
        new FileSource.Voices(warnings::add, notes::add),
        new FileSource.Logs(order, readings));
  }

  private List<String> read(String path) throws Exception {
    return read(source(path, false), Integer.MAX_VALUE);
  }

  private List<String> follow(String path) throws Exception {
    return read(source(path, true), Integer.MAX_VALUE);
  }

  /** Reads on from the saved place; saves the place that is reached. */
  private List<String> read(Source source, int most) throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(10, 1);
    try (Source.Reader reader = source.open(saved, Rows.table())) {
      for (int idle = 0; idle < LOOKS && rows.size() < most; ) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        Source.State state = reader.poll(batch, Math.min(10, most - rows.size()), Duration.ZERO);
        Rows.of(batch).forEach(row -> rows.add(row.replaceFirst(" NONE$", "")));
        if (state == Source.State.ENDED) {
          break;
        }
        idle = batch.size() > 0 ? 0 : idle + 1;
      }
      saved = Optional.of(new Position(reader.position().value()));
    }
    return rows;
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  private static String german(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int day = from; day < to; day++) {
      text.append("%02d.03.2026 00:00;%d,5%n".formatted(day, day));
    }
    return text.toString();
  }

  @Test
  void aFileIsReadAsItsContentSays() throws Exception {
    write("in.csv", "Zeit;Wert\n" + german(1, 4));
    assertThat(read("in.csv"))
        .containsExactly(
            "in.csv:2 files 2026-03-01T00:00:00Z [1.5]",
            "in.csv:3 files 2026-03-02T00:00:00Z [2.5]",
            "in.csv:4 files 2026-03-03T00:00:00Z [3.5]");
    assertThat(notes)
        .containsExactly(
            "in.csv, reads time 'Zeit' as d.M.yyyy HH:mm (no zone: UTC), one series, value 'Wert'");
  }

  @Test
  void filesOfOneFormAreReadByOneDecision() throws Exception {
    write("a.csv", "when,v\n13/01/2026 00:00,1\n");
    // By itself this one could be of January or of May.
    write("b.csv", "when,v\n05/01/2026 00:00,2\n");
    assertThat(read("."))
        .containsExactly(
            "a.csv:2 a.csv 2026-01-13T00:00:00Z [1.0]", "b.csv:2 b.csv 2026-01-05T00:00:00Z [2.0]");
    assertThat(notes).hasSize(1);
    assertThat(readings.decisions).hasSize(2).first().asString().contains(" series-per-file ");
  }

  @Test
  void filesOfDifferentFormsAreEachReadAsTheyAre() throws Exception {
    write("a.csv", "Zeit;load\n" + german(1, 3));
    write(
        "b.jsonl", "{\"ts\":1772323200,\"load\":\"21.5\"}\n{\"ts\":1772323260,\"load\":\"22\"}\n");
    write("c.txt", "epoch|load\n1772323200000|3\n1772323201000|4\n");
    assertThat(read("."))
        .containsExactly(
            "a.csv:2 a.csv 2026-03-01T00:00:00Z [1.5]",
            "a.csv:3 a.csv 2026-03-02T00:00:00Z [2.5]",
            "b.jsonl:1 b.jsonl 2026-03-01T00:00:00Z [21.5]",
            "b.jsonl:2 b.jsonl 2026-03-01T00:01:00Z [22.0]",
            "c.txt:2 c.txt 2026-03-01T00:00:00Z [3.0]",
            "c.txt:3 c.txt 2026-03-01T00:00:01Z [4.0]");
  }

  @Test
  void aFileOfAFolderIsASeriesUnlessAColumnNamesIt() throws Exception {
    write("a.csv", "when,v\n2026-01-13 00:00:00,1\n");
    write("b.csv", "when,series,v\n2026-01-13 00:00:00,x,1\n");
    write("c-2026-01-15.csv", "when,v\n2026-01-15 00:00:00,1\n");
    write("c-2026-01-16.csv", "when,v\n2026-01-16 00:00:00,1\n");
    assertThat(read("."))
        .containsExactly(
            "a.csv:2 a.csv 2026-01-13T00:00:00Z [1.0]",
            "b.csv:2 x 2026-01-13T00:00:00Z [1.0]",
            "c-2026-01-15.csv:2 c.csv 2026-01-15T00:00:00Z [1.0]",
            "c-2026-01-16.csv:2 c.csv 2026-01-16T00:00:00Z [1.0]");
    assertThat(notes).hasSize(2).first().asString().contains("one series per file");
  }

  @Test
  void aFolderThatWasReadAsOneSeriesIsReadOnAsOne() throws Exception {
    write("a.csv", "when,v\n2026-01-13 00:00:00,1\n");
    seriesFrom = SeriesFrom.SOURCE;
    assertThat(follow(".")).containsExactly("a.csv:2 files 2026-01-13T00:00:00Z [1.0]");
    seriesFrom = SeriesFrom.AUTO;
    append("a.csv", "2026-01-13 00:00:01,2\n");
    write("b.csv", "when,v\n2026-01-14 00:00:00,3\n");
    assertThat(follow("."))
        .containsExactly(
            "a.csv:3 files 2026-01-13T00:00:01Z [2.0]", "b.csv:2 files 2026-01-14T00:00:00Z [3.0]");
    // Other settings do not change the series either.
    setup = only("v");
    append("a.csv", "2026-01-13 00:00:02,4\n");
    assertThat(follow(".")).containsExactly("a.csv:4 files 2026-01-13T00:00:02Z [4.0]");
  }

  @Test
  void aFolderWithASeriesForEachFileKeepsThemUnderOtherSettings() throws Exception {
    write("a.csv", "when,v\n2026-01-13 00:00:00,1\n");
    assertThat(follow(".")).containsExactly("a.csv:2 a.csv 2026-01-13T00:00:00Z [1.0]");
    setup = only("v");
    append("a.csv", "2026-01-13 00:00:02,4\n");
    assertThat(follow(".")).containsExactly("a.csv:3 a.csv 2026-01-13T00:00:02Z [4.0]");
  }

  @Test
  void whatWasDecidedHoldsForAFileThatGrowsAndForItsSuccessor() throws Exception {
    write("app.csv", "when,v\n13/01/2026 00:00,1\n");
    assertThat(follow("app.csv")).hasSize(1);
    // What comes now would have decided for the month in front.
    append("app.csv", "01/02/2026 00:00,2\n");
    assertThat(follow("app.csv")).containsExactly("app.csv:3 files 2026-02-01T00:00:00Z [2.0]");
    Files.move(folder.resolve("app.csv"), folder.resolve("app.csv.1"));
    write("app.csv", "when,v\n02/02/2026 00:00,3\n");
    assertThat(follow("app.csv")).containsExactly("app.csv~1:2 files 2026-02-02T00:00:00Z [3.0]");
  }

  @Test
  void aKillBeforeTheFirstCheckpointDoesNotDecideAgain() throws Exception {
    write("app.csv", "when,v\n13/01/2026 00:00,1\n14/01/2026 00:00,2\n");
    List<String> before = read(source("app.csv", true), 1);
    saved = Optional.empty();
    // The beginning is the same, and now each day could be a month.
    append("app.csv", "02/02/2026 00:00,3\n".repeat(40));
    List<String> after = follow("app.csv");
    assertThat(after.subList(0, 1)).isEqualTo(before);
    assertThat(after).hasSize(42).endsWith("app.csv:43 files 2026-02-02T00:00:00Z [3.0]");
    assertThat(readings.decisions).hasSize(1);
  }

  @Test
  void aTextWithoutNamesIsKnownAgainByItsColumns() throws Exception {
    write("app.log", "2026-01-13 00:00:00;a;1,5\n2026-01-13 00:00:01;a;2,5\n");
    follow("app.log");
    Files.move(folder.resolve("app.log"), folder.resolve("app.log.1"));
    write("app.log", "2026-01-13 00:00:02;a;3\n2026-01-13 00:00:03;a;4\n");
    assertThat(follow("app.log"))
        .containsExactly(
            "app.log~1:1 a 2026-01-13T00:00:02Z [3.0]", "app.log~1:2 a 2026-01-13T00:00:03Z [4.0]");
    assertThat(readings.decisions).hasSize(1);
  }

  @Test
  void otherSettingsDecideAgainAlsoInTheMiddleOfAFile() throws Exception {
    write("in.csv", "ts,value,other\n1772323200,1,7\n1772323260,2,8\n");
    assertThat(read(source("in.csv", true), 1))
        .containsExactly("in.csv:2 files 2026-03-01T00:00:00Z [1.0, 7.0]");
    setup = only("other");
    assertThat(follow("in.csv")).containsExactly("in.csv:3 files 2026-03-01T00:01:00Z [8.0]");
    setup = Setup.open("files");
    append("in.csv", "1772323320,3,9\n");
    assertThat(follow("in.csv")).containsExactly("in.csv:4 files 2026-03-01T00:02:00Z [3.0, 9.0]");
    assertThat(readings.decisions).hasSize(2);
  }

  private static Setup only(String value) {
    Setup open = Setup.open("files");
    RecordSettings record =
        new RecordSettings("", "", "", List.of(value), open.record().defaultSeries());
    return new Setup(open.format(), open.separator(), open.longestLine(), record, open.layout());
  }

  @Test
  void whereASettingMustDecideNothingIsRead() throws Exception {
    write("in.csv", "when,v\n01/02/2026 00:00,1\n");
    Source source = source("in.csv", false);
    assertThatThrownBy(() -> source.probe(Optional.empty()))
        .isInstanceOf(AmbiguousReadingException.class)
        .hasMessageContaining("in.csv: '01/02/2026 00:00' in column 'when' is 2026-02-01")
        .hasMessageContaining("record.time-format");
    assertThatThrownBy(() -> read("in.csv")).isInstanceOf(AmbiguousReadingException.class);
    assertThat(readings.decisions).isEmpty();
    assertThat(order.decisions).isEmpty();
  }

  @Test
  void filesInFrontOfOneThatMustBeDecidedAreReadWhenItComesLater() throws Exception {
    write("a.csv", "when,v\n13/01/2026 00:00,1\n");
    assertThat(follow(".")).hasSize(1);
    write("b.csv", "when,v\n14/01/2026 00:00,2\n");
    write("c.csv", "day,v\n01/02/2026 00:00,3\n");
    List<String> rows = new ArrayList<>();
    assertThatThrownBy(() -> rows.addAll(follow(".")))
        .isInstanceOf(AmbiguousReadingException.class);
    assertThat(order.decisions).hasSize(2);
  }

  @Test
  void aProbeDecidesNothingForGood() throws Exception {
    write("in.csv", "Zeit;Wert\n" + german(1, 4));
    source("in.csv", false).probe(Optional.empty());
    assertThat(readings.decisions).isEmpty();
    assertThat(notes).isEmpty();
  }

  @Test
  void aFileThatGrowsIsWaitedForUntilItShowsHowItIsRead() throws Exception {
    write("in.csv", "# station 7\nZeit;Wert\n");
    assertThat(follow("in.csv")).isEmpty();
    append("in.csv", german(1, 3));
    assertThat(follow("in.csv")).hasSize(2);
    assertThat(warnings).hasSize(1).first().asString().contains("does not show yet how it is read");
  }

  @Test
  void aLineThatIsNotWholeYetDecidesNothing() throws Exception {
    write("in.csv", "Zeit;Wert\n" + german(1, 3) + "03.03.2026 00:00;x");
    assertThat(follow("in.csv")).hasSize(2);
    append("in.csv", "\n");
    assertThat(readings.decisions).hasSize(1).first().asString().doesNotContain("missing");
  }

  @Test
  void aFileWithoutAnyRecordIsReadByTheUsualNamesAndRefusedRecordByRecord() throws Exception {
    write("in.csv", "alpha,beta\none,two\nthree,four\n");
    List<String> rows = read("in.csv");
    assertThat(rows).hasSize(2).allMatch(row -> row.startsWith("in.csv:"));
    assertThat(warnings).hasSize(1).first().asString().contains("the usual names");
  }

  @Test
  void aCharsetThatIsGivenIsNotToldFromTheBytes() throws Exception {
    byte[] bytes = "timestamp,series,v\n2026-01-01T00:00:00Z,s\u00e9z,1\n".getBytes("ISO-8859-1");
    Files.write(folder.resolve("in.csv"), bytes);
    assertThat(read("in.csv")).singleElement().asString().contains(" s\u00e9z ");
    saved = Optional.empty();
    setup =
        new Setup(
            setup.format(),
            setup.separator(),
            setup.longestLine(),
            setup.record(),
            setup.layout(),
            true,
            false,
            false);
    order.decisions.clear();
    assertThat(read("in.csv")).singleElement().asString().startsWith("in.csv:2 BAD_");
  }

  @Test
  void aFileThatHadOnlyAHeaderIsLookedAtAgainWhenItHasGrown() throws Exception {
    write("in.csv", "Zeit;Wert\n");
    assertThat(read("in.csv")).isEmpty();
    append("in.csv", german(1, 3));
    assertThat(read("in.csv")).hasSize(2).first().asString().contains("2026-03-01T00:00:00Z [1.5]");
    append("in.csv", german(3, 5));
    assertThat(read("in.csv")).hasSize(2).last().asString().contains("2026-03-04T00:00:00Z [4.5]");
  }

  @Test
  void aFileThatLeavesItOpenIsReadAsOneWithTheSameColumnsThatDoesNot() throws Exception {
    write("a.csv", "when,v\n05/01/2026 00:00,1\n");
    write("b.csv", "when,w\n13/01/2026 00:00,2\n");
    write("c.csv", "when,v\n13/01/2026 00:00,3\n");
    assertThat(read(".").getFirst()).isEqualTo("a.csv:2 a.csv 2026-01-05T00:00:00Z [1.0]");
    assertThat(readings.decisions).hasSize(3);
  }

  @Test
  void aFileOfNoEndingThatHoldsNoRecordsIsPassedOverInAFolder() throws Exception {
    write("notes.txt", "Nothing to see here.\nNot at all.\n");
    write("in.tsv", "time\tv\n2026-01-01 00:00:00\t1\n2026-01-01 00:00:01\t2\n");
    assertThat(read(".")).hasSize(2);
    assertThat(warnings)
        .containsExactly(
            folder.resolve("./notes.txt") + " is passed over: it is neither CSV nor JSONL");
  }

  @Test
  void aStateOfABuildThatDecidedNothingIsReadOnByTheUsualNames() throws Exception {
    write("in.csv", "t,time,v\n0,1772323200,1\n1,1772323260,2\n");
    setup = Setup.of(setup.usual(dev.weir.connectors.text.lines.LineFormat.CSV));
    assertThat(read(source("in.csv", true), 1))
        .containsExactly("in.csv:2 files 0 [1.7723232E9, 1.0]");
    assertThat(saved.orElseThrow().value()).doesNotContain("usual");
    setup = Setup.open("files");
    assertThat(follow("in.csv")).containsExactly("in.csv:3 files 1 [1.77232326E9, 2.0]");
    assertThat(readings.decisions).isEmpty();
    assertThat(notes).hasSize(1).first().asString().contains("the usual names");
  }

  @Test
  void whatAllNamesAreGivenForIsNotLookedAt() throws Exception {
    write("in.csv", "when,host,v,w\n2026-01-01T00:00:00Z,a,1,x\n");
    RecordSettings record =
        new RecordSettings(
            TimeSettings.of("when"),
            List.of("host"),
            "",
            List.of("v"),
            List.of(),
            setup.record().numbers(),
            "files");
    setup =
        new Setup(
            Optional.of(dev.weir.connectors.text.lines.LineFormat.CSV),
            Optional.of(','),
            setup.longestLine(),
            record,
            setup.layout());
    assertThat(read("in.csv")).containsExactly("in.csv:2 a 2026-01-01T00:00:00Z [1.0]");
    assertThat(readings.decisions).isEmpty();
  }
}
