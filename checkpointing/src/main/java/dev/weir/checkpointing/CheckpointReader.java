package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A checkpoint that was verified from the first byte to the last. */
public interface CheckpointReader {

  /** The file, as messages name it. */
  String place();

  CheckpointHeader header();

  List<SectionInfo> sections();

  /** A hash of the entries of the hashed sections that does not depend on their order, as hex. */
  String stateHash();

  /** SHA-256 of the file, as hex. */
  String digest();

  /** Size in bytes. */
  long bytes();

  /** Hands every entry of the sections of this type to the consumer, in the order written. */
  void read(SectionType type, EntryConsumer consumer) throws IOException;

  /** Takes an entry; the buffer is its own to keep. */
  @FunctionalInterface
  interface EntryConsumer {
    void accept(ByteBuffer entry) throws IOException;
  }

  /**
   * The content of a section.
   *
   * @param bytes of its blocks, frames included
   */
  record SectionInfo(SectionType type, long entries, long bytes) {}
}
