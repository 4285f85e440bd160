package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The few things a checkpoint store asks of a file system, within one directory. The seam where
 * tests put disks that are full, that fail and that crash.
 */
interface CheckpointFs {

  /** Names of the files in the directory, in no order; empty if there is no directory. */
  List<String> list() throws IOException;

  /** A new file; it must not exist. Makes the directory if need be. */
  Output create(String name) throws IOException;

  /** A file that exists, cut to its first {@code size} bytes, to be written on behind them. */
  Output append(String name, long size) throws IOException;

  Input open(String name) throws IOException;

  /** The file as messages name it. */
  default String place(String name) {
    return name;
  }

  /** Renames within the directory, atomically; replaces what is there. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes creations, renames and deletions in the directory durable. */
  void forceDirectory() throws IOException;

  /** A file being written. */
  interface Output extends AutoCloseable {
    /** Appends all bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes what was written durable. Never repeated on a file where it failed. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** A file being read. */
  interface Input extends AutoCloseable {
    long size() throws IOException;

    /** Fills the buffer from the position on; fewer bytes are left in it only at the end. */
    void read(ByteBuffer into, long position) throws IOException;

    @Override
    void close() throws IOException;
  }
}
