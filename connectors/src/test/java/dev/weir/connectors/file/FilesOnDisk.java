package dev.weir.connectors.file;

import dev.weir.connectors.Rows;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** A folder of files, a source that reads them, and lives of it that end at any place. */
final class FilesOnDisk {

  static final String HEADER = "t,v\n";

  /** More than enough for any look, and for the patience with what breaks off. */
  private static final int LOOKS = 1_000;

  final List<String> warnings = new ArrayList<>();
  final Log log = new Log();
  private final Path folder;
  private String path;
  private DecisionLog used = log;
  private boolean follow = true;
  private Optional<Position> saved = Optional.empty();
  private Source.Reader reader;

  FilesOnDisk(Path folder, String path) {
    this.folder = folder;
    this.path = path;
  }

  FilesOnDisk bounded() {
    follow = false;
    return this;
  }

  void logged(DecisionLog other) {
    used = other;
  }

  void path(String other) {
    path = other;
  }

  /** A log that a crash of the process leaves whole. */
  static final class Log implements DecisionLog {
    List<String> decisions = new ArrayList<>();

    @Override
    public List<String> read() {
      return List.copyOf(decisions);
    }

    @Override
    public void append(String decision) {
      decisions.add(decision);
    }

    @Override
    public void replace(List<String> others) {
      decisions = new ArrayList<>(others);
    }
  }

  static String rows(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(',').append(i % 7).append('\n');
    }
    return text.toString();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path write(String name, String text) throws IOException {
    Files.createDirectories(file(name).getParent());
    return Files.writeString(file(name), text);
  }

  void append(String name, String text) throws IOException {
    Files.writeString(file(name), text, StandardOpenOption.APPEND);
  }

  void rename(String from, String to) throws IOException {
    Files.move(file(from), file(to));
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  Source source() {
    FileSettings settings =
        new FileSettings(
            folder.resolve(path).toString(),
            follow,
            Optional.empty(),
            ',',
            TextSettings.LONGEST_LINE,
            RecordSettings.usual("files"));
    return new FileSource("files", settings, duration -> {}, warnings::add, used);
  }

  /** Looks at the source before a life begins where the last one was saved. */
  void probe() throws IOException {
    source().probe(saved);
  }

  /** Begins a life where the last one was saved. */
  FilesOnDisk start() throws IOException {
    reader = source().open(saved, Rows.table());
    return this;
  }

  /** Ends it in an orderly way. */
  void stop() throws IOException {
    save();
    crash();
  }

  void save() {
    saved = Optional.of(new Position(reader.position().value()));
  }

  /** Ends it; what was read since it was saved is read again. */
  void crash() throws IOException {
    reader.close();
  }

  long gaps() {
    return reader.gaps();
  }

  /** Everything that comes now and in the next looks. */
  List<String> read() throws Exception {
    return read(10);
  }

  List<String> read(int limit) throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(limit, 1);
    for (int idle = 0; idle < LOOKS; ) {
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      Source.State state = reader.poll(batch, limit, Duration.ZERO);
      rows.addAll(Rows.of(batch));
      if (state == Source.State.ENDED) {
        return rows;
      }
      idle = batch.size() > 0 ? 0 : idle + 1;
    }
    return rows;
  }

  /** Everything that comes before the source says that there is nothing more for now. */
  List<String> readUntilIdle() throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(10, 1);
    Source.State state = Source.State.READY;
    while (state != Source.State.IDLE) {
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      state = reader.poll(batch, 10, Duration.ZERO);
      rows.addAll(Rows.of(batch));
    }
    return rows;
  }

  /** The first records that come, so many at most. */
  List<String> readBatch(int limit) throws Exception {
    Batch batch = new Batch(limit, 1);
    for (int idle = 0; idle < LOOKS; idle++) {
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      reader.poll(batch, limit, Duration.ZERO);
      if (batch.size() > 0) {
        return Rows.of(batch);
      }
    }
    return List.of();
  }

  /** Everything that comes before the source fails, which it must. */
  List<String> readUntilFailure() throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(10, 1);
    for (int poll = 0; poll < 10 * LOOKS; poll++) {
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      try {
        reader.poll(batch, 10, Duration.ZERO);
      } catch (IOException e) {
        return rows;
      }
      rows.addAll(Rows.of(batch));
    }
    throw new AssertionError("the source did not fail");
  }

  /** What comes in as many looks as it takes for half a minute. */
  List<String> readPatiently() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.addAll(read());
    }
    return rows;
  }

  /** The texts of the positions of these rows, from a line of a file up to another. */
  static List<String> lines(String file, int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int line = from; line < to; line++) {
      lines.add(file + ":" + line);
    }
    return lines;
  }

  static List<String> positions(List<String> rows) {
    return rows.stream().map(row -> row.substring(0, row.indexOf(" files "))).toList();
  }

  /** Times of the records: what {@link #rows} numbers. */
  static List<Integer> times(List<String> rows) {
    return rows.stream()
        .map(row -> Integer.valueOf(row.substring(row.indexOf(" files ") + 7, row.indexOf(" ["))))
        .toList();
  }

  /** The numbers {@code from..to}, without the last. */
  static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
