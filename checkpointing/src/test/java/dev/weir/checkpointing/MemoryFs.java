package dev.weir.checkpointing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A disk in memory that can be full, fail and crash. Every file has the bytes that were written and
 * the bytes that were forced; every directory has the names that are seen and the names that were
 * forced.
 */
final class MemoryFs {

  /** What a crash does to what was not forced. */
  enum Crash {
    /** Nothing unforced survives. */
    LOSES_ALL,
    /** Names survive that were not forced, contents do not. */
    KEEPS_NAMES,
    /** Everything survives, as after a kill of the process only. */
    KEEPS_ALL,
    /** Half of the unforced bytes survive, and all names. */
    TEARS_CONTENTS
  }

  private static final class Content {
    byte[] written = new byte[0];
    byte[] forced = new byte[0];
  }

  private static final class Names {
    Map<String, Content> seen = new HashMap<>();
    Map<String, Content> forced = new HashMap<>();
  }

  private final Map<String, Names> directories = new HashMap<>();
  private final Map<String, Integer> forces = new HashMap<>();
  private int calls;
  private int failAt = Integer.MAX_VALUE;
  private int failingForces;

  int calls() {
    return calls;
  }

  /** From the call that is {@code call} calls away on, every call fails. */
  void failAtCall(int call) {
    failAt = calls + call;
  }

  void failForces(int count) {
    failingForces = count;
  }

  void heal() {
    failAt = Integer.MAX_VALUE;
  }

  int forcesOf(String name) {
    return forces.getOrDefault(name, 0);
  }

  void crash(Crash crash) {
    heal();
    for (Names names : directories.values()) {
      names.seen = new HashMap<>(crash == Crash.LOSES_ALL ? names.forced : names.seen);
      for (Content content : names.seen.values()) {
        int kept =
            switch (crash) {
              case LOSES_ALL, KEEPS_NAMES -> content.forced.length;
              case KEEPS_ALL -> content.written.length;
              case TEARS_CONTENTS ->
                  content.forced.length + (content.written.length - content.forced.length) / 2;
            };
        content.written = Arrays.copyOf(content.written, kept);
      }
    }
  }

  CheckpointFs directory(String directory) {
    Names names = directories.computeIfAbsent(directory, name -> new Names());
    return new CheckpointFs() {
      @Override
      public List<String> list() {
        return new ArrayList<>(names.seen.keySet());
      }

      @Override
      public Output create(String name) throws IOException {
        call();
        Content content = new Content();
        if (names.seen.putIfAbsent(name, content) != null) {
          throw new IOException(name + " exists");
        }
        return output(name, content);
      }

      @Override
      public Output append(String name, long size) throws IOException {
        call();
        Content content = names.seen.get(name);
        if (content == null) {
          throw new FileNotFoundException(name);
        }
        content.written = Arrays.copyOf(content.written, (int) size);
        return output(name, content);
      }

      @Override
      public Input open(String name) throws IOException {
        Content content = names.seen.get(name);
        if (content == null) {
          throw new FileNotFoundException(name);
        }
        return input(content);
      }

      @Override
      public void rename(String from, String to) throws IOException {
        call();
        Content content = names.seen.remove(from);
        if (content == null) {
          throw new FileNotFoundException(from);
        }
        names.seen.put(to, content);
      }

      @Override
      public void delete(String name) throws IOException {
        call();
        names.seen.remove(name);
      }

      @Override
      public void forceDirectory() throws IOException {
        call();
        names.forced = new HashMap<>(names.seen);
      }
    };
  }

  private CheckpointFs.Output output(String name, Content content) {
    return new CheckpointFs.Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        call();
        int at = content.written.length;
        content.written = Arrays.copyOf(content.written, at + bytes.remaining());
        bytes.get(content.written, at, bytes.remaining());
      }

      @Override
      public void force() throws IOException {
        call();
        forces.merge(name, 1, Integer::sum);
        if (failingForces > 0) {
          failingForces--;
          throw new IOException("force of " + name + " failed");
        }
        content.forced = content.written.clone();
      }

      @Override
      public void close() {}
    };
  }

  private static CheckpointFs.Input input(Content content) {
    return new CheckpointFs.Input() {
      @Override
      public long size() {
        return content.written.length;
      }

      @Override
      public void read(ByteBuffer into, long position) {
        int length = (int) Math.min(into.remaining(), content.written.length - position);
        if (length > 0) {
          into.put(content.written, (int) position, length);
        }
      }

      @Override
      public void close() {}
    };
  }

  private void call() throws IOException {
    if (calls++ >= failAt) {
      throw new IOException("No space left on device");
    }
  }
}
