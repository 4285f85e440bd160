package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.file.FilesOnDisk.Log;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.set.SeriesFrom;
import dev.weir.connectors.inference.setup.Setup;
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

/**
 * A source that is killed behind any of its first records, and goes on from any checkpoint before,
 * reads the same records as one that was not, although the file has grown by lines that would
 * decide otherwise.
 */
class KilledAtFirstRecordsTest {

  private static final int RECORDS = 12;

  /** Rows of files whose first ones show how they are read, and rows that show something else. */
  private static final List<List<String>> FILES =
      List.of(
          List.of("when,v\n", "13/01/2026 00:%02d,%d\n", "01/02/2026 00:%02d,%d\n"),
          List.of("Zeit;Wert\n", "01.03.2026 00:%02d;%d,5\n", "2026-03-01T00:%02d:00;%d.5\n"),
          List.of("ts,host,v\n", "17723232%02d,a,%d\n", "1772323%02d000,7,%d\n"));

  @TempDir private Path folder;

  @Test
  void whatIsReadIsTheSame() throws Exception {
    for (int file = 0; file < FILES.size(); file++) {
      for (int killed = 1; killed <= RECORDS; killed++) {
        for (int saved = 0; saved <= killed; saved += 3) {
          Path path = folder.resolve("%d-%d-%d.csv".formatted(file, killed, saved));
          List<String> whole = whole(path, FILES.get(file));
          Files.delete(path);

          assertThat(killed(path, FILES.get(file), killed, saved))
              .as("%s: killed behind %d, saved behind %d", path.getFileName(), killed, saved)
              .isEqualTo(whole.subList(saved, whole.size()));
        }
      }
    }
  }

  private static List<String> whole(Path path, List<String> file) throws Exception {
    FileSource.Logs logs = new FileSource.Logs(new Log(), new Log());
    write(path, file);
    List<String> rows = read(path, logs, Optional.empty(), Integer.MAX_VALUE);
    grow(path, file);
    rows.addAll(read(path, logs, Optional.of(at(path, logs, RECORDS)), Integer.MAX_VALUE));
    return rows;
  }

  private static List<String> killed(Path path, List<String> file, int killed, int saved)
      throws Exception {
    FileSource.Logs logs = new FileSource.Logs(new Log(), new Log());
    write(path, file);
    read(path, logs, Optional.empty(), killed);
    Optional<Position> from = saved == 0 ? Optional.empty() : Optional.of(at(path, logs, saved));
    grow(path, file);
    return read(path, logs, from, Integer.MAX_VALUE);
  }

  private static void write(Path path, List<String> file) throws IOException {
    StringBuilder text = new StringBuilder(file.getFirst());
    for (int i = 0; i < RECORDS; i++) {
      text.append(file.get(1).formatted(i, i));
    }
    Files.writeString(path, text);
  }

  private static void grow(Path path, List<String> file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4 * RECORDS; i++) {
      text.append(file.get(2).formatted(i % 60, i));
    }
    Files.writeString(path, text, StandardOpenOption.APPEND);
  }

  /** The position behind so many records. */
  private static Position at(Path path, FileSource.Logs logs, int records) throws Exception {
    List<Position> reached = new ArrayList<>();
    read(path, logs, Optional.empty(), records, reached);
    return reached.getLast();
  }

  private static List<String> read(
      Path path, FileSource.Logs logs, Optional<Position> from, int most) throws Exception {
    return read(path, logs, from, most, new ArrayList<>());
  }

  private static List<String> read(
      Path path, FileSource.Logs logs, Optional<Position> from, int most, List<Position> reached)
      throws Exception {
    Source source =
        new FileSource(
            "files",
            new FileSettings(path.toString(), false, Setup.open("files"), SeriesFrom.AUTO),
            unused -> {},
            new FileSource.Voices(unused -> {}, unused -> {}),
            logs);
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(5, 1);
    try (Source.Reader reader = source.open(from, Rows.table())) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED && rows.size() < most) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        state = reader.poll(batch, Math.min(5, most - rows.size()), Duration.ZERO);
        rows.addAll(Rows.of(batch));
      }
      reached.add(new Position(reader.position().value()));
    }
    return rows;
  }
}
