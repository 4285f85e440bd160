package dev.weir.connectors.file;

import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Appends detections to a file, one JSON object a line. A line that a crash tore off is cut away
 * when the file is opened. Lines of several pipelines come in one file batch by batch.
 *
 * <p>After a restart the detections since the last checkpoint are written again, under the same ids
 * and with the same bytes.
 */
public final class FileSink implements Sink {

  private final String name;
  private final AppendedFile file;
  private final Only only;

  /** Opens nothing yet. */
  public FileSink(String name, Path path, Only only) {
    this.name = name;
    this.file = new AppendedFile(path);
    this.only = only;
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
  public Writer open(String pipeline) throws IOException {
    file.open();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    DetectionJson json = new DetectionJson(lines);
    return new Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        for (int row = 0; row < batch.size(); row++) {
          if (only.wants(batch, row)) {
            json.write(batch, row);
          }
        }
        json.flush();
        file.append(lines);
      }

      @Override
      public void flush() throws IOException {
        file.force();
      }

      @Override
      public void close() throws IOException {
        json.close();
        file.close();
      }
    };
  }
}
