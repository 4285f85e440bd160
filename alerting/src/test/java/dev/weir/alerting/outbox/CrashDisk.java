package dev.weir.alerting.outbox;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk in memory that can fail and lose its power. Every file has the bytes that are seen and the
 * bytes that were forced with the writes since; the directory has the names that are seen and the
 * names that were forced. After a power cut each write that was not forced is there, torn at a
 * sector, or not there, as the seed has it, and so is each name.
 */
final class CrashDisk implements OutboxDisk {

  private static final int SECTOR = 512;

  private record Change(long offset, byte[] bytes) {}

  private static final class Content {
    byte[] seen = new byte[0];
    byte[] forced = new byte[0];
    final List<Change> since = new ArrayList<>();
  }

  private final Map<String, Integer> forces = new HashMap<>();
  private Map<String, Content> seen = new HashMap<>();
  private Map<String, Content> forced = new HashMap<>();
  private int calls;
  private int cutAt = Integer.MAX_VALUE;
  private int failing;

  int calls() {
    return calls;
  }

  /** From this many calls on, all calls fail: the power is off. */
  void cutAfter(int more) {
    cutAt = calls + more;
  }

  /** The next calls fail, and then the disk is well again. */
  void failCalls(int count) {
    failing = count;
  }

  int forcesOf(String name) {
    return forces.getOrDefault(name, 0);
  }

  byte[] bytes(String name) {
    return seen.get(name).seen.clone();
  }

  void put(String name, byte[] bytes) {
    Content content = new Content();
    content.seen = bytes.clone();
    content.forced = bytes.clone();
    seen.put(name, content);
    forced.put(name, content);
  }

  /** The power comes back. */
  void restart(long seed) {
    Random random = new Random(seed);
    Map<String, Content> left = new HashMap<>(forced);
    for (String name : new ArrayList<>(seen.keySet())) {
      if (!forced.containsKey(name) && random.nextBoolean()) {
        left.put(name, seen.get(name));
      }
    }
    for (String name : new ArrayList<>(forced.keySet())) {
      if (!seen.containsKey(name) && random.nextBoolean()) {
        left.remove(name);
      }
    }
    for (Content content : left.values()) {
      byte[] bytes = content.forced;
      for (Change change : content.since) {
        bytes = partly(bytes, change, random);
      }
      content.seen = bytes;
      content.forced = bytes;
      content.since.clear();
    }
    seen = left;
    forced = new HashMap<>(left);
    cutAt = Integer.MAX_VALUE;
    failing = 0;
  }

  /** The bytes with some sectors of a change. */
  private static byte[] partly(byte[] bytes, Change change, Random random) {
    byte[] result = bytes;
    int way = random.nextInt(3);
    int length = change.bytes().length;
    for (int from = 0; from < length; ) {
      int to = Math.min(length, from + SECTOR - (int) ((change.offset() + from) % SECTOR));
      boolean there =
          switch (way) {
            case 0 -> false;
            case 1 -> true;
            default -> random.nextBoolean();
          };
      if (there) {
        result = with(result, change.offset() + from, change.bytes(), from, to);
      }
      from = to;
    }
    return result;
  }

  private static byte[] with(byte[] bytes, long offset, byte[] added, int from, int to) {
    int end = (int) offset + to - from;
    byte[] result = Arrays.copyOf(bytes, Math.max(bytes.length, end));
    System.arraycopy(added, from, result, (int) offset, to - from);
    return result;
  }

  @Override
  public List<String> list() {
    return new ArrayList<>(seen.keySet());
  }

  @Override
  public byte[] read(String name) throws IOException {
    return content(name).seen.clone();
  }

  @Override
  public Writable create(String name) throws IOException {
    call();
    if (seen.putIfAbsent(name, new Content()) != null) {
      throw new IOException(name + " exists");
    }
    return open(name);
  }

  @Override
  public Writable open(String name) throws IOException {
    Content content = content(name);
    return new Writable() {
      @Override
      public void write(ByteBuffer bytes, long offset) throws IOException {
        byte[] added = new byte[bytes.remaining()];
        bytes.get(added);
        // The write that the power cut falls into was begun.
        content.since.add(new Change(offset, added));
        call();
        content.seen = with(content.seen, offset, added, 0, added.length);
      }

      @Override
      public void truncate(long size) throws IOException {
        call();
        content.seen = Arrays.copyOf(content.seen, (int) size);
        content.since.removeIf(change -> change.offset() >= size);
      }

      @Override
      public void force() throws IOException {
        forces.merge(name, 1, Integer::sum);
        call();
        content.forced = content.seen.clone();
        content.since.clear();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call();
    seen.put(to, content(from));
    seen.remove(from);
  }

  @Override
  public void delete(String name) throws IOException {
    call();
    seen.remove(name);
  }

  @Override
  public void forceDirectory() throws IOException {
    call();
    forced = new HashMap<>(seen);
  }

  private Content content(String name) throws IOException {
    Content content = seen.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content;
  }

  private void call() throws IOException {
    if (calls++ >= cutAt) {
      throw new IOException("the power is off");
    }
    if (failing > 0) {
      failing--;
      throw new IOException("No space left on device");
    }
  }
}
