package dev.weir.checkpointing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The layout of a checkpoint file, version 1. Big-endian throughout.
 *
 * <pre>
 * magic "WEIRCKP1" | u16 format | u16 flags | u32 length | header | u32 CRC32C of all before
 * per section:  u16 code | u16 version | u8 required | u8 hashed | blocks | u32 0
 *     block:    u32 length, 1 to 256 Ki | u32 CRC32C(pipeline, number, section, block, data) | data
 * table:        per section u16 code | u16 version | u8 required | u8 hashed
 *               | u64 offset | u64 length | u64 entries
 *               then 32 bytes of state hash, u32 CRC32C of the table
 * footer:       u64 total length | u32 sections | SHA-256 of all before | magic "1PKCRIEW"
 * </pre>
 *
 * <p>Entries are u32 length and bytes, one after the other, and may cross blocks. The CRC of a
 * block covers whose block it is, so that a block of another file or another place is not taken for
 * this one's. The table stands at the end so that a checkpoint can be written in one pass and never
 * as a whole in memory.
 *
 * <p>Every later format keeps the magic at the beginning, the place of the format number, the
 * length of the header and the CRC32C behind it: so an earlier build recognises it as newer ({@link
 * FormatCheck}), and does not take it for damaged.
 */
final class Format {

  static final byte[] MAGIC = "WEIRCKP1".getBytes(StandardCharsets.US_ASCII);
  static final byte[] END_MAGIC = "1PKCRIEW".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int BLOCK = 256 * 1024;
  static final int PREFIX = 8 + 2 + 2 + 4;
  static final int SECTION_HEAD = 2 + 2 + 1 + 1;
  static final int TABLE_ROW = SECTION_HEAD + 8 + 8 + 8;
  static final int HASH = 32;
  static final int FOOTER = 8 + 4 + HASH + 8;

  /** No header is longer: what claims to be is not ours. */
  static final int LONGEST_HEADER = 1 << 20;

  private Format() {}

  static ByteBuffer header(CheckpointHeader header) {
    Texts body = new Texts();
    body.text(header.pipeline());
    body.number(header.sourceEpoch());
    body.number(header.number());
    body.number(header.previous());
    body.text(header.position());
    body.number(header.detectors().size());
    header
        .detectors()
        .forEach((name, hash) -> {
          body.text(name);
          body.text(hash);
        });
    body.text(header.writer());
    body.number(header.createdAt().toEpochMilli());
    ByteBuffer bytes = body.bytes();
    ByteBuffer whole = ByteBuffer.allocate(PREFIX + bytes.remaining() + 4);
    whole.put(MAGIC).putShort((short) VERSION).putShort((short) 0).putInt(bytes.remaining());
    whole.put(bytes);
    whole.putInt(crc(whole.duplicate().flip()));
    return whole.flip();
  }

  static CheckpointHeader parseHeader(ByteBuffer body) throws CorruptCheckpointException {
    Texts in = new Texts(body);
    String pipeline = in.text();
    long sourceEpoch = in.number();
    long number = in.number();
    long previous = in.number();
    String position = in.text();
    long count = in.number();
    SortedMap<String, String> detectors = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      detectors.put(in.text(), in.text());
    }
    String writer = in.text();
    Instant createdAt = Instant.ofEpochMilli(in.number());
    in.end();
    return new CheckpointHeader(
        pipeline, sourceEpoch, number, previous, position, detectors, writer, createdAt);
  }

  /** CRC32C of a block that says whose it is. */
  static int blockCrc(CheckpointHeader header, int section, long block, ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(header.pipeline().getBytes(StandardCharsets.UTF_8));
    ByteBuffer place = ByteBuffer.allocate(20);
    place.putLong(header.number()).putInt(section).putLong(block).flip();
    crc.update(place);
    crc.update(data.duplicate());
    return (int) crc.getValue();
  }

  static int crc(ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(data.duplicate());
    return (int) crc.getValue();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
