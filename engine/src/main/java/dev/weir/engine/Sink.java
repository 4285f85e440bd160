package dev.weir.engine;

import java.io.IOException;

/** Where detections go. */
public interface Sink {

  /** Name for logs. */
  String name();

  /** Fails if no writer could be opened, as far as that can be told without changing anything. */
  default void check() throws IOException {
    // Not every sink has something that could be looked at.
  }

  /** A writer for one pipeline. */
  Writer open(String pipeline) throws IOException;

  /** Writes what one pipeline detects, batch after batch in the order of the source. */
  interface Writer extends AutoCloseable {

    /**
     * Takes a batch in. The batch is the writer's to read until it returns, and no longer. May see
     * a batch again after a restart: detections have ids.
     */
    void write(Batch batch) throws IOException, InterruptedException;

    /** Returns once everything written is as safe as this sink can make it. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
  }
}
