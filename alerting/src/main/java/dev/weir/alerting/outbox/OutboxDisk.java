package dev.weir.alerting.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The few things an outbox asks of a file system, within one directory. The seam where tests put
 * disks that are full, that fail and that crash.
 */
interface OutboxDisk {

  /** Names of the files, in no order; empty if there is no directory. */
  List<String> list() throws IOException;

  byte[] read(String name) throws IOException;

  /** A new file; it must not exist. Makes the directory if need be. */
  Writable create(String name) throws IOException;

  /** A file that exists. */
  Writable open(String name) throws IOException;

  /** Gives a file another name, atomically. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes creations, renames and deletions durable. */
  void forceDirectory() throws IOException;

  /** A file being written. */
  interface Writable extends AutoCloseable {

    /** Writes all bytes at the offset. */
    void write(ByteBuffer bytes, long offset) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes what was written durable. Never repeated on a file where it failed. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
