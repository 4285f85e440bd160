package dev.weir.connectors.file.sink;

import dev.weir.connectors.OwnerThread;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Appends detections to a file, one JSON object per line. Pipelines encode their lines and hand
 * them, batch by batch, to the one thread that writes the file: a pipeline that fails or is
 * interrupted never closes it for others. A last line without an end is cut off when the file is
 * opened.
 *
 * <p>Each batch goes to the file that has the name at that moment. After a rename or a deletion the
 * next batch begins a new file; after a truncation it goes to the new end. A failed write is
 * reported to its pipeline with the path, and the file is opened again for the next one.
 *
 * <p>After a restart the detections since the last checkpoint are written again, with the same ids
 * and the same bytes.
 */
public final class FileSink implements Sink {

  private final String name;
  private final AppendedFile file;
  private final OwnerThread owner;
  private final Only only;
  private final DetectionJson.Fields fields;

  /** Opens nothing yet. */
  public FileSink(String name, Path path, Only only, DetectionJson.Fields fields) {
    this(name, new AppendedFile(path), only, fields);
  }

  FileSink(String name, AppendedFile file, Only only, DetectionJson.Fields fields) {
    this.name = name;
    this.file = file;
    this.owner = new OwnerThread("writer of " + name);
    this.only = only;
    this.fields = fields;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void check() throws IOException {
    file.check();
  }

  @Override
  public Writer open(String pipeline) throws IOException, InterruptedException {
    LineWriter writer = new LineWriter();
    owner.acquire(writer::join, writer::leave);
    return writer;
  }

  private final class LineWriter implements Writer {

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final DetectionJson json = new DetectionJson(lines, fields);

    /** Of the owner thread. */
    private AppendedFile.@Nullable Appender appender;

    LineWriter() throws IOException {}

    private void join() throws IOException {
      appender = file.open();
    }

    private void leave() throws IOException {
      if (appender != null) {
        appender.close();
      }
    }

    private AppendedFile.Appender appender() {
      return Objects.requireNonNull(appender, "not open");
    }

    @Override
    public void write(Batch batch) throws IOException, InterruptedException {
      for (int row = 0; row < batch.size(); row++) {
        if (only.wants(batch, row)) {
          json.write(batch, row);
        }
      }
      json.flush();
      if (lines.size() > 0) {
        byte[] handedOver = lines.toByteArray();
        lines.reset();
        owner.run(() -> appender().append(handedOver));
      }
    }

    @Override
    public void flush() throws IOException, InterruptedException {
      owner.run(() -> appender().force());
    }

    @Override
    public void close() throws IOException {
      try (json) {
        owner.release(this::leave);
      }
    }
  }
}
