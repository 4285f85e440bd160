package dev.weir.chaos.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * Turns a checkpoint into one that a later version of the program might have written: a higher
 * version number, and every checksum right. The offsets are those of format 1.
 */
public enum NewerFormat {
  /** The whole file is of a later format. */
  OF_THE_FILE {
    @Override
    void raise(ByteBuffer file) {
      raise(file, VERSION_AT);
    }
  },
  /** Its first section, the states of the series, is of a later version. */
  OF_A_SECTION {
    @Override
    void raise(ByteBuffer file) {
      raise(file, tableAt(file) + 2);
      raise(file, (int) file.getLong(tableAt(file) + 6) - SECTION_HEAD + 2);
    }
  };

  private static final int VERSION_AT = 8;
  private static final int LENGTH_AT = 12;
  private static final int PREFIX = 16;
  private static final int SECTION_HEAD = 6;
  private static final int TABLE_ROW = SECTION_HEAD + 3 * Long.BYTES;
  private static final int HASH = 32;
  private static final int END_MAGIC = 8;
  private static final int FOOTER = Long.BYTES + Integer.BYTES + HASH + END_MAGIC;

  abstract void raise(ByteBuffer file);

  /** Rewrites the file. */
  public void forge(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    byte[] sealed = seal(bytes.clone());
    if (!java.util.Arrays.equals(bytes, sealed)) {
      throw new IOException("the layout of checkpoints has changed: " + file);
    }
    raise(ByteBuffer.wrap(bytes));
    Files.write(file, seal(bytes));
  }

  /** The version in a file. */
  public static int versionOf(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).getShort(VERSION_AT);
  }

  static void raise(ByteBuffer file, int at) {
    file.putShort(at, (short) (file.getShort(at) + 1));
  }

  static int tableAt(ByteBuffer file) {
    int sections = file.getInt(file.limit() - FOOTER + Long.BYTES);
    return file.limit() - FOOTER - sections * TABLE_ROW - HASH - Integer.BYTES;
  }

  /** Makes all checksums right. */
  private static byte[] seal(byte[] bytes) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int header = PREFIX + file.getInt(LENGTH_AT);
    file.putInt(header, crc(bytes, 0, header));
    int tableEnd = bytes.length - FOOTER - Integer.BYTES;
    file.putInt(tableEnd, crc(bytes, tableAt(file), tableEnd));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    int hashed = bytes.length - HASH - END_MAGIC;
    sha256.update(bytes, 0, hashed);
    file.put(hashed, sha256.digest());
    return bytes;
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
