package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A checkpoint file, verified when it is opened; see {@link Format}. */
final class FileCheckpointReader implements CheckpointReader {

  private record Section(SectionInfo info, long offset) {}

  private final CheckpointFs fs;
  private final String name;
  private final CheckpointHeader header;
  private final List<Section> sections;
  private final String stateHash;
  private final String digest;
  private final long size;

  private FileCheckpointReader(CheckpointFs fs, String name, CheckpointFs.Input file)
      throws IOException {
    this.fs = fs;
    this.name = name;
    this.size = file.size();
    require(size >= Format.PREFIX + 4 + Format.HASH + 4 + Format.FOOTER, "it is too short");
    ByteBuffer footer = read(file, size - Format.FOOTER, Format.FOOTER);
    require(footer.getLong() == size, "its length is not the one it says");
    int count = footer.getInt();
    byte[] expected = new byte[Format.HASH];
    footer.get(expected);
    byte[] magic = new byte[Format.END_MAGIC.length];
    footer.get(magic);
    require(Arrays.equals(magic, Format.END_MAGIC), "it does not end as a checkpoint does");
    require(Arrays.equals(hash(file), expected), "its SHA-256 is not the one it says");
    this.digest = Format.hex(expected);
    this.header = HeaderReader.read(file, fs.place(name));
    long tableLength = (long) count * Format.TABLE_ROW + Format.HASH + 4;
    require(count >= 0 && tableLength < size, "it claims %d sections".formatted(count));
    ByteBuffer table = read(file, size - Format.FOOTER - tableLength, (int) tableLength);
    int crc = table.getInt(table.limit() - 4);
    require(crc == Format.crc(table.duplicate().limit(table.limit() - 4)), "its table is damaged");
    this.sections = readTable(table, count);
    byte[] hash = new byte[Format.HASH];
    table.get(hash);
    this.stateHash = Format.hex(hash);
  }

  /**
   * Opens and verifies.
   *
   * @throws NewerFormatException if a newer build wrote it
   * @throws CorruptCheckpointException if it is not whole
   */
  static FileCheckpointReader open(CheckpointFs fs, String name) throws IOException {
    FormatCheck.refuseNewer(fs, name, List.of());
    try (CheckpointFs.Input file = fs.open(name)) {
      return new FileCheckpointReader(fs, name, file);
    }
  }

  @Override
  public CheckpointHeader header() {
    return header;
  }

  @Override
  public List<SectionInfo> sections() {
    return sections.stream().map(Section::info).toList();
  }

  @Override
  public String place() {
    return fs.place(name);
  }

  @Override
  public String stateHash() {
    return stateHash;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public long bytes() {
    return size;
  }

  @Override
  public void read(SectionType type, EntryConsumer consumer) throws IOException {
    try (CheckpointFs.Input file = fs.open(name)) {
      for (int i = 0; i < sections.size(); i++) {
        Section section = sections.get(i);
        if (section.info().type().equals(type)) {
          new Blocks(file, section, i).forEachEntry(consumer);
        }
      }
    }
  }

  private List<Section> readTable(ByteBuffer table, int count) throws IOException {
    List<Section> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int code = Short.toUnsignedInt(table.getShort());
      int version = Short.toUnsignedInt(table.getShort());
      boolean required = table.get() == 1;
      boolean hashed = table.get() == 1;
      long offset = table.getLong();
      long length = table.getLong();
      long entries = table.getLong();
      require(
          code > 0 && version > 0 && offset > 0 && length >= 0 && offset <= size - length,
          "its table makes no sense");
      SectionType type = new SectionType(code, version, required, hashed);
      read.add(new Section(new SectionInfo(type, entries, length), offset));
    }
    return read;
  }

  private byte[] hash(CheckpointFs.Input file) throws IOException {
    MessageDigest sha256 = Format.sha256();
    long end = size - Format.HASH - Format.END_MAGIC.length;
    for (long at = 0; at < end; at += Format.BLOCK) {
      sha256.update(read(file, at, (int) Math.min(Format.BLOCK, end - at)));
    }
    return sha256.digest();
  }

  private ByteBuffer read(CheckpointFs.Input file, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, position);
    require(!bytes.hasRemaining(), "it ends too early");
    return bytes.flip();
  }

  private void require(boolean condition, String otherwise) throws CorruptCheckpointException {
    if (!condition) {
      throw new CorruptCheckpointException(
          "%s is not a usable checkpoint: %s".formatted(fs.place(name), otherwise));
    }
  }

  /** The blocks of one section as a stream of entries. */
  private final class Blocks {

    private final CheckpointFs.Input file;
    private final Section section;
    private final int number;
    private long at;
    private long blocks;
    private ByteBuffer block = ByteBuffer.allocate(0);

    Blocks(CheckpointFs.Input file, Section section, int number) {
      this.file = file;
      this.section = section;
      this.number = number;
      this.at = section.offset();
    }

    void forEachEntry(EntryConsumer consumer) throws IOException {
      for (long i = 0; i < section.info().entries(); i++) {
        int length = take(4).getInt();
        require(length >= 0 && length <= left(), "an entry claims too many bytes");
        consumer.accept(take(length).asReadOnlyBuffer());
      }
      require(left() == 0, "a section is longer than its entries");
    }

    private long left() {
      return block.remaining() + end() - at;
    }

    private long end() {
      return section.offset() + section.info().bytes();
    }

    private ByteBuffer take(int length) throws IOException {
      if (block.remaining() >= length) {
        ByteBuffer part = block.slice(block.position(), length);
        block.position(block.position() + length);
        return part;
      }
      ByteBuffer whole = ByteBuffer.allocate(length);
      while (whole.hasRemaining()) {
        if (!block.hasRemaining()) {
          next();
        }
        int part = Math.min(whole.remaining(), block.remaining());
        whole.put(block.slice(block.position(), part));
        block.position(block.position() + part);
      }
      return whole.flip();
    }

    private void next() throws IOException {
      require(at + 8 <= end(), "a section ends too early");
      ByteBuffer frame = FileCheckpointReader.this.read(file, at, 8);
      int length = frame.getInt();
      int crc = frame.getInt();
      require(
          length > 0 && length <= Format.BLOCK && at + 8 + length <= end(),
          "a block claims %d bytes".formatted(length));
      block = FileCheckpointReader.this.read(file, at + 8, length);
      require(
          crc == Format.blockCrc(header, number, blocks, block),
          "block %d of section %d is damaged".formatted(blocks, number));
      blocks++;
      at += 8 + length;
    }
  }
}
