package dev.weir.settings.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.settings.SettingsTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files and standard input, as a file sets them. */
class TextReaderTest extends SettingsTest {
  @Test
  void have_their_defaults() throws Exception {
    Path in = write("in.csv", "t,v\n");

    assertThat(
            settings(
                    "weir.sources = [{ type = file, path = \"%s\" }, { type = stdin }]"
                        .formatted(in))
                .sources())
        .containsExactly(
            new SourceSettings.Files(
                "file",
                new FileSettings(
                    in.toString(),
                    false,
                    new Setup(
                        Optional.empty(),
                        Optional.empty(),
                        1 << 20,
                        RecordSettings.usual("file"),
                        Layout.PLAIN))),
            new SourceSettings.Stdin(
                "stdin",
                new Setup(
                    Optional.empty(),
                    Optional.empty(),
                    1 << 20,
                    RecordSettings.usual("stdin"),
                    Layout.PLAIN)));
  }

  @Test
  void take_every_value_from_the_file() throws Exception {
    String record = "record { time = a, series = b, label = c, values = [d, e] }";
    String text =
        """
        weir.sources = [
          { type = file, name = f, path = "new/*.txt", follow = true, format = csv
            separator = ";", longest-line = 2 KiB, %s }
          { type = stdin, name = i, format = csv, separator = "\\t", longest-line = 1 KiB, %s }]
        """
            .formatted(record, record);

    assertThat(settings(text).sources())
        .containsExactly(
            new SourceSettings.Files(
                "f",
                new FileSettings(
                    "new/*.txt",
                    true,
                    new Setup(
                        Optional.of(LineFormat.CSV),
                        Optional.of(';'),
                        2048,
                        new RecordSettings("a", "b", "c", List.of("d", "e"), "f"),
                        Layout.PLAIN))),
            new SourceSettings.Stdin(
                "i",
                new Setup(
                    Optional.of(LineFormat.CSV),
                    Optional.of('\t'),
                    1024,
                    new RecordSettings("a", "b", "c", List.of("d", "e"), "i"),
                    Layout.PLAIN)));
  }

  @Test
  void refuse_what_has_no_effect() {
    String text =
        """
        weir.sources = [
          { type = stdin, name = a, format = jsonl, separator = ";", record.columns = [t, v] }
          { type = file, name = b, path = "new/*", follow = true, format = jsonl, separator = "|" }
          { type = file, name = c, path = "new/*", follow = true, record.columns = [t, v] }]
        """;

    assertThat(problems(text))
        .containsExactlyInAnyOrder(
            "weir.conf:2: weir.sources[0].separator has no effect on format = jsonl: it is for CSV;"
                + " leave it out",
            "weir.conf:2: weir.sources[0].record.columns has no effect on format = jsonl: it is for"
                + " CSV; leave it out",
            "weir.conf:3: weir.sources[1].separator has no effect on format = jsonl: it is for CSV;"
                + " leave it out");
  }

  @Test
  void refuse_values_that_make_no_sense() {
    String text =
        """
        weir.sources = [
          { type = file, path = "", format = xml, separator = "::", longest-line = 1 GiB }
          { type = file, name = b, path = "no/such/file.csv", follow = maybe }
          { type = file, name = c, path = "in/[" }
          { type = stdin, name = d, format = xml, record = 3 }]
        """;

    assertThat(problems(text))
        .containsExactlyInAnyOrder(
            "weir.conf:2: weir.sources[0].path must not be empty",
            "weir.conf:2: weir.sources[0].format must be one of auto, csv, jsonl, and is 'xml'",
            "weir.conf:2: weir.sources[0].separator must be auto or one ASCII character other than"
                + " a quote",
            "weir.conf:2: weir.sources[0].longest-line must be at most 256 MiB",
            "weir.conf:3: weir.sources[1].follow must be true or false, and is 'maybe'",
            "weir.conf:3: weir.sources[1].path names no file: there is nothing at"
                + " 'no/such/file.csv'; correct it, or wait for it by follow = true",
            "weir.conf:4: weir.sources[2].path is not a pattern of files: Missing ']",
            "weir.conf:5: weir.sources[3].format must be one of auto, csv, jsonl, and is 'xml'",
            "weir.conf:5: weir.sources[3].record must be an object, and is '3'");
  }

  @Test
  void two_of_one_name_and_two_standard_inputs_are_refused() {
    assertThat(problems("weir.sources = [{ type = stdin }, { type = stdin }]"))
        .containsExactly(
            "weir.conf:1: weir.sources has two of the name 'stdin'; give each one its own",
            "weir.conf:1: weir.sources can have only one of type stdin");
  }
}
