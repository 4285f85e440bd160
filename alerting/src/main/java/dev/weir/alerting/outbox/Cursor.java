package dev.weir.alerting.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far a receiver is, on a disk. A file has two places that are written in turn, so a crash can
 * tear only the newer one: u64 magic, u64 turn, u64 number, u32 CRC32C. Where writing failed a new
 * file is begun; it gets its name once it is whole.
 */
final class Cursor {

  static final long MAGIC = 0x5745_4952_4355_5231L;
  private static final int LENGTH = 28;
  static final int PLACE = 4096;
  static final int PLACES = 2;
  private static final String UNFINISHED = ".tmp";
  private static final Pattern FILE = Pattern.compile("cursor-([0-9a-f]{32})-(\\d{1,9})\\.bin");

  private final OutboxDisk disk;
  private final String key;
  private int generation;
  private long turn;
  private boolean closed;
  private volatile long number;
  private OutboxDisk.@Nullable Writable file;

  private Cursor(OutboxDisk disk, String key, int generation, long number) {
    this.disk = disk;
    this.key = key;
    this.generation = generation;
    this.number = number;
  }

  /** The content of the files of a receiver. */
  sealed interface Found {
    /** There are none. */
    record Nothing() implements Found {}

    record At(long number) implements Found {}

    /** There are some, and none of them is whole. */
    record Damaged() implements Found {}
  }

  static Found find(OutboxDisk disk, String receiver) throws IOException {
    String key = key(receiver);
    boolean any = false;
    OptionalLong latest = OptionalLong.empty();
    for (String name : filesOf(disk, key)) {
      any = true;
      ByteBuffer bytes = ByteBuffer.wrap(disk.read(name));
      for (int place = 0; place < PLACES; place++) {
        OptionalLong found = read(bytes, place);
        if (found.isPresent()) {
          latest = OptionalLong.of(Math.max(latest.orElse(0), found.getAsLong()));
        }
      }
    }
    if (latest.isPresent()) {
      return new Found.At(latest.getAsLong());
    }
    return any ? new Found.Damaged() : new Found.Nothing();
  }

  /** Begins a new file at this number; when this returns it is durable. */
  static Cursor create(OutboxDisk disk, String receiver, long number) throws IOException {
    String key = key(receiver);
    int last = -1;
    for (String name : filesOf(disk, key)) {
      last = Math.max(last, generation(name));
    }
    Cursor cursor = new Cursor(disk, key, last, number);
    cursor.begin(number);
    return cursor;
  }

  /** Whether a file of this name holds a cursor. */
  static boolean isCursor(String name) {
    return FILE.matcher(name).matches();
  }

  /** Files of receivers other than these. */
  static List<String> filesOfOthers(OutboxDisk disk, Iterable<String> receivers)
      throws IOException {
    List<String> files = new ArrayList<>();
    for (String name : disk.list()) {
      if (FILE.matcher(name).matches()) {
        files.add(name);
      }
    }
    for (String receiver : receivers) {
      files.removeIf(name -> name.startsWith("cursor-" + key(receiver)));
    }
    return files;
  }

  /** The number everything before is settled; durable. */
  long number() {
    return number;
  }

  /** Moves on; when this returns it is durable. */
  synchronized void moveTo(long next) throws IOException {
    if (next <= number) {
      return;
    }
    if (closed) {
      throw new IOException("the outbox is closed");
    }
    OutboxDisk.Writable open = file;
    if (open == null) {
      begin(next);
      return;
    }
    try {
      write(open, next);
      open.force();
    } catch (IOException e) {
      file = null;
      close(open);
      throw e;
    }
    number = next;
  }

  synchronized void close() {
    closed = true;
    OutboxDisk.Writable open = file;
    file = null;
    if (open != null) {
      close(open);
    }
  }

  private void begin(long next) throws IOException {
    List<String> earlier = filesOf(disk, key);
    generation++;
    String unfinished = file() + UNFINISHED;
    disk.delete(unfinished);
    OutboxDisk.Writable begun = disk.create(unfinished);
    try {
      for (int place = 0; place < PLACES; place++) {
        write(begun, next);
      }
      begun.force();
      disk.rename(unfinished, file());
      disk.forceDirectory();
    } catch (IOException e) {
      close(begun);
      throw e;
    }
    file = begun;
    number = next;
    for (String name : earlier) {
      disk.delete(name);
    }
  }

  private void write(OutboxDisk.Writable into, long next) throws IOException {
    turn++;
    ByteBuffer place = ByteBuffer.allocate(LENGTH).putLong(MAGIC).putLong(turn).putLong(next);
    place.putInt(crc(place)).flip();
    into.write(place, PLACE * (turn % PLACES));
  }

  private static OptionalLong read(ByteBuffer bytes, int place) {
    int at = PLACE * place;
    if (bytes.limit() < at + LENGTH || bytes.getLong(at) != MAGIC) {
      return OptionalLong.empty();
    }
    boolean whole = bytes.getInt(at + LENGTH - 4) == crc(bytes.slice(at, LENGTH).position(24));
    return whole ? OptionalLong.of(bytes.getLong(at + 16)) : OptionalLong.empty();
  }

  /** Of what is before the buffer's position. */
  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().flip());
    return (int) crc.getValue();
  }

  private String file() {
    return "cursor-%s-%d.bin".formatted(key, generation);
  }

  private static List<String> filesOf(OutboxDisk disk, String key) throws IOException {
    return disk.list().stream().filter(name -> keyOf(name).equals(Optional.of(key))).toList();
  }

  private static Optional<String> keyOf(String name) {
    Matcher matcher = FILE.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static int generation(String name) {
    Matcher matcher = FILE.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
  }

  private static String key(String receiver) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(receiver.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void close(OutboxDisk.Writable file) {
    try {
      file.close();
    } catch (IOException e) {
      // What was forced is durable; nothing else counts.
    }
  }
}
