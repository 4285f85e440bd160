package dev.weir.connectors.console;

import dev.weir.connectors.OwnerThread;
import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes detections to standard output, one JSON object per line. One thread writes for all
 * pipelines. A slow reader holds the pipelines back; nothing is dropped.
 */
public final class StdoutSink implements Sink {

  private final OutputStream out;
  private final OwnerThread owner = new OwnerThread("writer of standard output");
  private final Only only;
  private final DetectionJson.Fields fields;

  /** Writes to this stream, batch by batch. */
  public StdoutSink(OutputStream out, Only only, DetectionJson.Fields fields) {
    this.out = out;
    this.only = only;
    this.fields = fields;
  }

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public Writer open(String pipeline) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    DetectionJson json = new DetectionJson(lines, fields);
    return new Writer() {
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
          owner.run(() -> writeOut(handedOver));
        }
      }

      @Override
      public void flush() {
        // Every batch is flushed.
      }

      @Override
      public void close() throws IOException {
        json.close();
      }
    };
  }

  private void writeOut(byte[] lines) throws IOException {
    try {
      out.write(lines);
      out.flush();
    } catch (IOException e) {
      String what =
          "standard output cannot be written (%s); keep its reader running, or use a sink of"
              .concat(" type file")
              .formatted(e.getMessage());
      throw ClosedPipe.is(e) ? new ReaderGoneException(what, e) : new IOException(what, e);
    }
  }
}
