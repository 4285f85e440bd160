package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A checkpoint being written: sections of entries. An entry is opaque bytes of any length. Closing
 * without a commit abandons it.
 */
public interface CheckpointWriter extends AutoCloseable {

  /** Ends the section before, if any, and begins another. */
  void beginSection(SectionType type) throws IOException;

  /** Appends an entry to the section under way. */
  void entry(ByteBuffer bytes) throws IOException;

  /**
   * Makes the checkpoint durable and visible, then forgets the oldest beyond those to keep.
   *
   * <p>An {@link IOException} means that it does not exist; the one before it still does.
   */
  Committed commit() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * A checkpoint that is safe.
   *
   * @param bytes its size
   * @param oldestRetained number of the oldest checkpoint still kept: the source may forget what
   *     that one covers, and no more
   */
  record Committed(long number, long bytes, long oldestRetained) {}
}
