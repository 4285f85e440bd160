package dev.weir.connectors.file.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** An open file of lines. */
interface LineFile extends AutoCloseable {

  /** Opens the file of a path for appending; see {@link OpenLines#of}. */
  @FunctionalInterface
  interface Opener {
    LineFile open(Path path) throws IOException;
  }

  /** Whether the path it was opened by still leads to this file. */
  boolean hasItsName();

  /** Whether its folder holds this file under any name: if not, it was deleted or moved away. */
  boolean isInItsFolder() throws IOException;

  /** Writes some of the bytes behind the last byte of the file. */
  void write(ByteBuffer lines) throws IOException;

  /** Makes everything written to the file durable. */
  void force() throws IOException;

  /** In bytes; 0 for a pipe or a device. */
  long size() throws IOException;

  @Override
  void close() throws IOException;
}
