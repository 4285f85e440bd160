package dev.weir.alerting.outbox;

import dev.weir.alerting.Outbox.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A segment being written. */
final class SegmentWriter {

  private final OutboxDisk disk;
  private final OutboxDisk.Writable file;
  private long size;

  private SegmentWriter(OutboxDisk disk, OutboxDisk.Writable file) {
    this.disk = disk;
    this.file = file;
  }

  /** Makes a segment. It is not there for sure before something was appended. */
  static SegmentWriter create(OutboxDisk disk, SegmentName name) throws IOException {
    return new SegmentWriter(disk, disk.create(name.file()));
  }

  long size() {
    return size;
  }

  /** Appends them together: when this returns, all of them are durable. */
  void append(List<Entry> entries) throws IOException {
    long group = entries.getFirst().number();
    List<byte[]> contents = new ArrayList<>(entries.size());
    int length = size == 0 ? Long.BYTES : 0;
    for (Entry entry : entries) {
      byte[] content = NoticeBytes.of(entry.notice());
      contents.add(content);
      length += Frame.size(content);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (size == 0) {
      bytes.putLong(SegmentReader.MAGIC);
    }
    for (int i = 0; i < contents.size(); i++) {
      Frame.write(bytes, entries.get(i).number(), group, contents.get(i));
    }
    file.write(bytes.flip(), size);
    file.force();
    if (size == 0) {
      disk.forceDirectory();
    }
    size += length;
  }

  /** Gives up what could not be appended: the segment ends before it. */
  void abandon() {
    try (file) {
      file.truncate(size);
    } catch (IOException e) {
      // Then it stays there, and the next segment takes its place.
    }
  }

  void close() throws IOException {
    file.close();
  }
}
