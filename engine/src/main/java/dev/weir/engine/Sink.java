package dev.weir.engine;

import java.io.IOException;

/** Where detections go. */
public interface Sink {

  /** Name for logs. */
  String name();

  /**
   * Fails if a writer could not be opened, as far as that is known without a change to files or
   * servers.
   */
  default void check() throws IOException {
    // Not every sink has something that could be looked at.
  }

  /**
   * Whether the sink also receives the batches of a {@link Phase#HISTORY}, for which no detection
   * is reported. Only for sinks that report errors.
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

  /** The reader of a pipe has closed it: no later attempt can succeed. */
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
