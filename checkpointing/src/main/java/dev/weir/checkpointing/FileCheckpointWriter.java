package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Writes one checkpoint file in one pass; see {@link Format}. Any failure abandons the file. */
final class FileCheckpointWriter implements CheckpointWriter {

  /** Actions of the store after a complete file, and after an incomplete one. */
  interface Completion {
    /**
     * Makes it visible.
     *
     * @param digest SHA-256 of what was written, as {@link CheckpointReader#digest} gives it
     */
    Committed complete(long bytes, String digest) throws IOException;

    void abandon() throws IOException;
  }

  private record Section(SectionType type, long offset, long length, long entries) {}

  private final CheckpointHeader header;
  private final CheckpointFs.Output file;
  private final Completion completion;
  private final MessageDigest sha256 = Format.sha256();
  private final StateHash stateHash = new StateHash();
  private final ByteBuffer block = ByteBuffer.allocate(Format.BLOCK);
  private final List<Section> sections = new ArrayList<>();
  private long written;
  private final ByteBuffer length = ByteBuffer.allocate(4);
  private long blocks;
  private long entries;
  private boolean open;
  private boolean done;

  FileCheckpointWriter(CheckpointHeader header, CheckpointFs.Output file, Completion completion)
      throws IOException {
    this.header = header;
    this.file = file;
    this.completion = completion;
    write(Format.header(header));
  }

  @Override
  public void beginSection(SectionType type) throws IOException {
    endSection();
    ByteBuffer head = ByteBuffer.allocate(Format.SECTION_HEAD);
    putType(head, type);
    write(head.flip());
    sections.add(new Section(type, written, 0, 0));
    blocks = 0;
    entries = 0;
    open = true;
  }

  @Override
  public void entry(ByteBuffer bytes) throws IOException {
    if (!open) {
      throw new IllegalStateException("an entry needs a section");
    }
    Section section = sections.getLast();
    if (section.type().hashed()) {
      stateHash.add(bytes);
    }
    append(length.clear().putInt(bytes.remaining()).flip());
    append(bytes.duplicate());
    entries++;
  }

  @Override
  public Committed commit() throws IOException {
    endSection();
    ByteBuffer table = ByteBuffer.allocate(sections.size() * Format.TABLE_ROW + Format.HASH + 4);
    for (Section section : sections) {
      putType(table, section.type());
      table.putLong(section.offset()).putLong(section.length()).putLong(section.entries());
    }
    table.put(stateHash.value());
    table.putInt(Format.crc(table.duplicate().flip()));
    write(table.flip());
    ByteBuffer footer = ByteBuffer.allocate(Format.FOOTER);
    footer.putLong(written + Format.FOOTER).putInt(sections.size());
    sha256.update(footer.duplicate().flip());
    byte[] digest = sha256.digest();
    footer.put(digest).put(Format.END_MAGIC);
    write(footer.flip());
    file.force();
    file.close();
    Committed committed = completion.complete(written, Format.hex(digest));
    done = true;
    return committed;
  }

  @Override
  public void close() throws IOException {
    if (!done) {
      done = true;
      try {
        file.close();
      } finally {
        completion.abandon();
      }
    }
  }

  private void endSection() throws IOException {
    if (open) {
      flushBlock();
      Section section = sections.getLast();
      long size = written - section.offset();
      sections.set(
          sections.size() - 1, new Section(section.type(), section.offset(), size, entries));
      write(ByteBuffer.allocate(4));
      open = false;
    }
  }

  private void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!block.hasRemaining()) {
        flushBlock();
      }
      int part = Math.min(bytes.remaining(), block.remaining());
      block.put(bytes.slice(bytes.position(), part));
      bytes.position(bytes.position() + part);
    }
  }

  private void flushBlock() throws IOException {
    if (block.position() > 0) {
      block.flip();
      ByteBuffer frame = ByteBuffer.allocate(8).putInt(block.remaining());
      frame.putInt(Format.blockCrc(header, sections.size() - 1, blocks, block));
      write(frame.flip());
      write(block);
      block.clear();
      blocks++;
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    sha256.update(bytes.duplicate());
    written += bytes.remaining();
    file.write(bytes);
  }

  private static void putType(ByteBuffer into, SectionType type) {
    into.putShort((short) type.code()).putShort((short) type.version());
    into.put((byte) (type.required() ? 1 : 0)).put((byte) (type.hashed() ? 1 : 0));
  }
}
