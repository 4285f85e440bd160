package dev.weir.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.SinkContract;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline may rely on after a flush, and what a disk that fails does to the others. */
class AppendedFileTest {

  @TempDir Path directory;

  private final Deque<Runnable> duringWrites = new ArrayDeque<>();
  private Path path;
  private AppendedFile file;
  private long unforced;
  private long forces;
  private boolean forceFails;
  private int shortWrite = Integer.MAX_VALUE;

  @BeforeEach
  void openFile() {
    path = directory.resolve("out.jsonl");
    file = new AppendedFile(path, opened -> new Watched(OpenLines.of(opened)));
  }

  @Test
  void a_flush_of_the_file_sink_makes_everything_before_it_durable() throws Exception {
    FileSink sink = new FileSink("file", file, Only.ALL, DetectionJson.Fields.VERDICT);
    try (Sink.Writer one = sink.open("one");
        Sink.Writer two = sink.open("two")) {
      Contract.batches(batch -> {
        one.write(batch);
        two.write(batch);
        assertThat(unforced).isPositive();
        one.flush();
        assertThat(unforced).as("bytes that a power cut takes").isZero();
      });
      long before = forces;
      two.flush();

      assertThat(forces).as("nothing was written since the last force").isEqualTo(before);
    }
  }

  @Test
  void what_is_in_a_renamed_file_is_durable_after_the_next_flush() throws Exception {
    AppendedFile.Appender appender = file.open();
    appender.append(line("old"));
    Files.move(path, directory.resolve("out.jsonl.1"));
    appender.append(line("new"));
    appender.force();

    assertThat(unforced).isZero();
    assertThat(path).hasContent("new");
  }

  @Test
  void a_force_that_fails_is_reported_to_every_pipeline_that_had_written() throws Exception {
    AppendedFile.Appender one = file.open();
    AppendedFile.Appender two = file.open();
    AppendedFile.Appender idle = file.open();
    one.append(line("one"));
    two.append(line("two"));

    forceFails = true;
    assertThatThrownBy(one::force).hasMessage(path + ": Input/output error");
    forceFails = false;
    assertThatThrownBy(two::force).hasMessage(path + ": Input/output error");
    idle.force();
    two.append(line("two again"));
    two.force();

    assertThat(unforced).isZero();
  }

  @Test
  void a_force_that_fails_at_a_rename_is_reported_at_the_next_flush() throws Exception {
    AppendedFile.Appender one = file.open();
    AppendedFile.Appender two = file.open();
    one.append(line("one"));
    Files.move(path, directory.resolve("out.jsonl.1"));
    forceFails = true;
    two.append(line("two"));
    forceFails = false;

    assertThatThrownBy(one::force).hasMessage(path + ": Input/output error");
  }

  @Test
  void half_a_line_that_a_full_disk_left_is_cut_off_before_the_next_line() throws Exception {
    AppendedFile.Appender one = file.open();
    AppendedFile.Appender two = file.open();
    one.append(line("first"));
    shortWrite = 3;
    assertThatThrownBy(() -> one.append(line("torn")))
        .hasMessage(path + ": No space left on device");
    shortWrite = Integer.MAX_VALUE;
    two.append(line("second"));

    assertThat(Files.readAllLines(path)).containsExactly("first", "second");
  }

  @Test
  void lines_that_were_deleted_while_they_were_written_are_written_again() throws Exception {
    AppendedFile.Appender appender = file.open();
    duringWrites.add(() -> delete(path));
    appender.append(line("kept"));

    assertThat(path).hasContent("kept");
  }

  @Test
  void lines_that_were_renamed_while_they_were_written_are_not_written_again() throws Exception {
    Path renamed = directory.resolve("renamed");
    AppendedFile.Appender appender = file.open();
    duringWrites.add(() -> move(path, renamed));
    appender.append(line("once"));
    appender.append(line("next"));

    assertThat(renamed).hasContent("once");
    assertThat(path).hasContent("next");
  }

  @Test
  void the_last_pipeline_closes_the_file() throws Exception {
    AppendedFile.Appender one = file.open();
    AppendedFile.Appender two = file.open();
    one.append(line("a"));
    one.close();
    two.append(line("b"));
    two.close();
    Files.writeString(path, "torn", StandardOpenOption.APPEND);
    file.open();

    assertThat(Files.readAllLines(path)).containsExactly("a", "b");
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A real file whose disk fails when it is asked to, and whose unforced bytes are counted. */
  private final class Watched implements LineFile {

    private final LineFile real;

    Watched(LineFile real) {
      this.real = real;
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
      while (!duringWrites.isEmpty()) {
        duringWrites.remove().run();
      }
      int length = Math.min(lines.remaining(), shortWrite);
      real.write(lines.slice(lines.position(), length));
      lines.position(lines.position() + length);
      unforced += length;
      if (lines.hasRemaining()) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void force() throws IOException {
      if (forceFails) {
        throw new IOException("Input/output error");
      }
      real.force();
      unforced = 0;
      forces++;
    }

    @Override
    public boolean hasItsName() {
      return real.hasItsName();
    }

    @Override
    public boolean isInItsFolder() throws IOException {
      return real.isInItsFolder();
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  /** Gives access to batches of scored records. */
  private abstract static class Contract extends SinkContract {
    @FunctionalInterface
    interface Use {
      void of(Batch batch) throws IOException, InterruptedException;
    }

    static void batches(Use use) throws Exception {
      forEachBatch(100, use::of);
    }
  }
}
