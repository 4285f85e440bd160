package dev.weir.connectors.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.engine.Batch;
import dev.weir.engine.DeadLetter;
import dev.weir.engine.Sink;
import dev.weir.engine.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps what could not be read, or what no model survived, in a file: one JSON object a line, with
 * its position, the reason, what to do, and how it began. When the file has its largest size it is
 * renamed, and takes the place of the one renamed before.
 */
public final class DeadLetterSink implements Sink {

  private static final JsonFactory JSON = new JsonFactory();

  private final Path path;
  private final long largest;
  private final AppendedFile file;

  /**
   * Opens nothing yet.
   *
   * @param largest size of the file in bytes; on the disk there may be twice as much
   */
  public DeadLetterSink(Path path, long largest) {
    this.path = path;
    this.largest = largest;
    this.file = new AppendedFile(path);
  }

  @Override
  public String name() {
    return "dead letters";
  }

  @Override
  public void check() throws IOException {
    file.check();
  }

  @Override
  public Writer open(String pipeline) throws IOException {
    file.open();
    return new Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(0);
        for (int row = 0; row < batch.size(); row++) {
          if (batch.status(row) == Status.DEAD_LETTERED) {
            writeLine(lines, pipeline, batch, row);
          }
        }
        if (lines.size() > 0) {
          renameIfTooLarge();
          file.append(lines);
        }
      }

      @Override
      public void flush() throws IOException {
        file.force();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private synchronized void renameIfTooLarge() throws IOException {
    if (Files.size(path) >= largest) {
      Path older = path.resolveSibling(path.getFileName() + ".1");
      file.replace(() -> Files.move(path, older, StandardCopyOption.REPLACE_EXISTING));
    }
  }

  private static void writeLine(ByteArrayOutputStream lines, String pipeline, Batch batch, int row)
      throws IOException {
    DeadLetter letter = batch.deadLetter(row);
    try (JsonGenerator json = JSON.createGenerator(lines)) {
      json.writeStartObject();
      json.writeStringField("pipeline", pipeline);
      json.writeStringField("position", batch.position(row));
      json.writeStringField("reason", letter.reason().text());
      json.writeStringField("detail", letter.detail());
      json.writeStringField("head", letter.head());
      json.writeEndObject();
    }
    lines.write('\n');
  }
}
