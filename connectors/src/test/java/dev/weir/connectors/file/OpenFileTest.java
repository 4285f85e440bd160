package dev.weir.connectors.file;

import static dev.weir.connectors.file.FilesOnDisk.HEADER;
import static dev.weir.connectors.file.FilesOnDisk.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.RewrittenException;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.TextSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are renamed between the look at them and their opening. */
class OpenFileTest {

  @TempDir Path directory;

  private Path path;
  private TextSettings settings;
  private Beginning beginning;
  private KnownFile known;

  @BeforeEach
  void look() throws IOException {
    path = Files.writeString(directory.resolve("x.csv"), HEADER + rows(0, 10));
    settings =
        new FileSettings(
                path.toString(),
                true,
                Optional.empty(),
                ',',
                TextSettings.LONGEST_LINE,
                RecordSettings.usual("files"))
            .textOf("x.csv");
    beginning = Beginning.of(path, settings);
    known =
        new KnownFile(
            "x.csv",
            0,
            "x.csv",
            beginning.print(),
            Print.NONE,
            0,
            0,
            Optional.empty(),
            FileSet.stampOf(path).orElseThrow(),
            KnownFile.State.OPEN,
            "");
  }

  @Test
  void a_file_that_stays_is_opened_also_if_it_grows() throws IOException {
    Files.writeString(path, HEADER + rows(0, 20));

    try (OpenFile file = open()) {
      assertThat(file.path()).isEqualTo(path);
    }
  }

  @Test
  void its_successor_is_not_read_in_its_place() throws IOException {
    Files.move(path, directory.resolve("x.csv.1"));
    Files.writeString(path, HEADER);

    assertThatThrownBy(this::open).isInstanceOf(RewrittenException.class);
  }

  @Test
  void a_file_that_is_gone_is_not_read() throws IOException {
    Files.move(path, directory.resolve("x.csv.1"));

    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
  }

  private OpenFile open() throws IOException {
    return OpenFile.open(path, known, beginning, settings, Rows.table(), 0);
  }
}
