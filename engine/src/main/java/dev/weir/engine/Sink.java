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

  /**
   * Whether it is given the batches of a history too. Only for sinks that say what went wrong: of
   * {@link Phase#HISTORY} no detection is told.
   */
  default boolean takesHistory() {
    return false;
  }

  /**
   * Opens a writer for one pipeline. All calls of a writer come from one thread, which is
   * interrupted when its pipeline stops or fails. A sink that several pipelines share must not
   * expose what they share to that interrupt: an interrupt closes a {@link
   * java.nio.channels.FileChannel} for all who use it.
   */
  Writer open(String pipeline) throws IOException, InterruptedException;

  /**
   * Not everything written is safe yet. The writer goes on, and nothing has to be written again.
   */
  final class UnsavedException extends IOException {

    private static final long serialVersionUID = 1;

    public UnsavedException(String reason) {
      super(reason);
    }
  }

  /** Whoever took what it wrote is gone and does not come back: trying again is of no use. */
  final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1;

    public ReaderGoneException(String reason, IOException cause) {
      super(reason, cause);
    }
  }

  /** Writes what one pipeline detects, batch after batch in the order of the source. */
  interface Writer extends AutoCloseable {

    /**
     * Takes a batch in. The batch is the writer's to read until it returns, and no longer. May see
     * a batch again after a restart: detections have ids.
     *
     * @throws ReaderGoneException if it will never take a batch again
     */
    void write(Batch batch) throws IOException, InterruptedException;

    /**
     * Returns once everything written is as safe as this sink can make it.
     *
     * @throws UnsavedException if something is not and will be later: what was written may be
     *     forgotten by a crash, so no checkpoint may be taken now
     */
    void flush() throws IOException, InterruptedException;

    /** Releases what the writer holds; returns at once if the thread is interrupted. */
    @Override
    void close() throws IOException;
  }
}
