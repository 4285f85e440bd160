package dev.weir.alerting.group;

import dev.weir.alerting.Notice;
import dev.weir.alerting.outbox.NoticeBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The groups of a receiver as bytes: u8 version, u32 number of groups; each: text key, u64 number,
 * instants of its beginning and its last notification, u32 number of members; each: u32 length,
 * notice, u8 whether it was reported, instant of its reported end. An instant is i64 milliseconds,
 * or the smallest i64 if there is none. Texts are u32 length, UTF-8.
 */
final class GroupBytes {

  private static final int VERSION = 1;
  private static final long NEVER = Long.MIN_VALUE;

  private GroupBytes() {}

  /** A group of an earlier process. */
  record SavedGroup(
      String key,
      long number,
      Instant began,
      Optional<Instant> reportedAt,
      List<SavedMember> members) {}

  /** An alert of such a group. */
  record SavedMember(Notice notice, boolean reported, Optional<Instant> resolvedAt) {}

  static byte[] of(List<Group> groups) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(groups.size());
      for (Group group : groups) {
        write(out, group.key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.writeLong(group.number);
        write(out, Optional.of(group.began));
        write(out, group.reportedAt);
        out.writeInt(group.members.size());
        for (Member member : group.members.values()) {
          write(out, NoticeBytes.of(member.latest()));
          out.writeBoolean(member.isReported());
          write(out, member.resolvedAt());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array in memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads them back.
   *
   * @throws IOException if the bytes are of another version or damaged
   */
  static List<SavedGroup> read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("the groups are of another version");
    }
    List<SavedGroup> groups = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String key = new String(bytes(in), java.nio.charset.StandardCharsets.UTF_8);
      long number = in.readLong();
      Instant began = instant(in).orElse(Instant.EPOCH);
      Optional<Instant> reportedAt = instant(in);
      List<SavedMember> members = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        Notice notice = NoticeBytes.read(ByteBuffer.wrap(bytes(in)));
        members.add(new SavedMember(notice, in.readBoolean(), instant(in)));
      }
      groups.add(new SavedGroup(key, number, began, reportedAt, List.copyOf(members)));
    }
    return groups;
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, Optional<Instant> instant) throws IOException {
    out.writeLong(instant.map(Instant::toEpochMilli).orElse(NEVER));
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(0, length));
    if (bytes.length != length) {
      throw new IOException("the groups are cut short");
    }
    return bytes;
  }

  private static Optional<Instant> instant(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
