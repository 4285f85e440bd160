package dev.weir.alerting.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Small states in files of one directory, each replaced as a whole and made durable: u64 magic, u32
 * CRC32C of the content, content. A damaged file counts as missing. Thread-safe as long as no two
 * threads write one name.
 */
public final class StateFiles {

  private static final long MAGIC = 0x5765_6972_5374_6131L; // "WeirSta1"
  private static final int BEFORE_CONTENT = 12;
  private static final String SUFFIX = ".state";
  private static final String UNFINISHED = ".unfinished";

  private final Path directory;
  private final OutboxDisk disk;
  private final Consumer<String> warnings;

  /**
   * In a directory that is made when the first state is written.
   *
   * @param warnings called with a sentence when a file is damaged
   */
  public StateFiles(Path directory, Consumer<String> warnings) {
    this(directory, new DirectoryDisk(directory), warnings);
  }

  StateFiles(Path directory, OutboxDisk disk, Consumer<String> warnings) {
    this.directory = directory;
    this.disk = disk;
    this.warnings = warnings;
  }

  /** The content that was written last; empty if there is none or it is damaged. */
  public Optional<byte[]> read(String name) throws IOException {
    String file = file(name);
    if (!disk.list().contains(file)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(disk.read(file));
    if (bytes.remaining() >= BEFORE_CONTENT && bytes.getLong() == MAGIC) {
      int crc = bytes.getInt();
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      if (crc == crc(content)) {
        return Optional.of(content);
      }
    }
    warnings.accept("the file %s of the outbox is damaged and not used".formatted(file));
    return Optional.empty();
  }

  /** Replaces the content; when this returns it is durable. */
  public void write(String name, byte[] content) throws IOException {
    String file = file(name);
    String unfinished = file + UNFINISHED;
    disk.delete(unfinished);
    ByteBuffer bytes = ByteBuffer.allocate(BEFORE_CONTENT + content.length);
    bytes.putLong(MAGIC).putInt(crc(content)).put(content).flip();
    try (OutboxDisk.Writable writable = disk.create(unfinished)) {
      writable.write(bytes, 0);
      writable.force();
    }
    disk.rename(unfinished, file);
    disk.forceDirectory();
  }

  /** The file of a state. */
  public Path path(String name) {
    return directory.resolve(file(name));
  }

  /** A name that every file system takes. */
  private static String file(String name) {
    return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)) + SUFFIX;
  }

  private static int crc(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
