package dev.weir.checkpointing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A disk in memory that remembers every operation, so that every state can be made that a power cut
 * may leave: what was forced is there; of the rest, each operation happened, or did not, or, if it
 * is a write, in part. What happened of it is not a matter of order.
 */
final class CrashFs {

  static final int SECTOR = 512;

  /** What became of an operation that was not forced. */
  enum Fate {
    LOST,
    DONE,
    /** The first half of the sectors was written. */
    HEAD,
    /** The file is long enough, but only the second half of the sectors was written. */
    TAIL,
    /** The file is long enough, and holds zeros. */
    ZEROS
  }

  /** Something done to the disk. */
  sealed interface Operation {}

  record Created(String directory, String name, int file) implements Operation {}

  record Written(int file, int at, ByteBuffer bytes) implements Operation {}

  record Cut(int file, int size) implements Operation {}

  record Forced(int file) implements Operation {}

  record Renamed(String directory, String from, String to, int file) implements Operation {}

  record Deleted(String directory, String name) implements Operation {}

  record DirectoryForced(String directory) implements Operation {}

  /** The process is no more. */
  static final class Killed extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final Map<String, Map<String, Integer>> initialNames = new HashMap<>();
  private final Map<Integer, byte[]> initialContents = new HashMap<>();
  private final Map<String, Map<String, Integer>> names = new HashMap<>();
  private final Map<Integer, byte[]> contents = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private int files;
  private int killAt = Integer.MAX_VALUE;

  /** The process dies before it does its {@code more}th operation from now. */
  void killAfter(int more) {
    killAt = operations.size() + more;
  }

  /** Another process takes over: whatever the one before it did is seen, forced or not. */
  void restart() {
    killAt = Integer.MAX_VALUE;
  }

  int operations() {
    return operations.size();
  }

  /** A disk on which everything seen here is durable. */
  CrashFs settled() {
    CrashFs copy = new CrashFs();
    names.forEach((directory, seen) -> {
      copy.names.put(directory, new HashMap<>(seen));
      copy.initialNames.put(directory, new HashMap<>(seen));
    });
    copy.contents.putAll(contents);
    copy.initialContents.putAll(contents);
    copy.files = files;
    return copy;
  }

  /** Which of the first {@code count} operations a power cut right behind them may undo. */
  List<Integer> unforced(int count) {
    List<Integer> unforced = new ArrayList<>();
    Set<Integer> forcedFiles = new HashSet<>();
    Set<String> forcedDirectories = new HashSet<>();
    for (int i = count - 1; i >= 0; i--) {
      boolean safe =
          switch (operations.get(i)) {
            case Forced(int file) -> {
              forcedFiles.add(file);
              yield true;
            }
            case DirectoryForced(String directory) -> {
              forcedDirectories.add(directory);
              yield true;
            }
            case Written(int file, int _, ByteBuffer _) -> forcedFiles.contains(file);
            case Cut(int file, int _) -> forcedFiles.contains(file);
            case Created(String directory, String _, int _) ->
                forcedDirectories.contains(directory);
            case Renamed(String directory, String _, String _, int _) ->
                forcedDirectories.contains(directory);
            case Deleted(String directory, String _) -> forcedDirectories.contains(directory);
          };
      if (!safe) {
        unforced.addFirst(i);
      }
    }
    return unforced;
  }

  /** Whether an operation can happen in part. */
  boolean tears(int operation) {
    return operations.get(operation) instanceof Written;
  }

  /** The disk after a power cut behind the first {@code count} operations. */
  CrashFs after(int count, Map<Integer, Fate> fates) {
    CrashFs disk = new CrashFs();
    initialNames.forEach((directory, seen) -> disk.names.put(directory, new HashMap<>(seen)));
    disk.contents.putAll(initialContents);
    disk.files = files;
    for (int i = 0; i < count; i++) {
      disk.apply(operations.get(i), fates.getOrDefault(i, Fate.DONE));
    }
    return disk.settled();
  }

  private void apply(Operation operation, Fate fate) {
    if (fate == Fate.LOST) {
      return;
    }
    switch (operation) {
      case Created(String directory, String name, int file) -> {
        names(directory).put(name, file);
        contents.putIfAbsent(file, new byte[0]);
      }
      case Renamed(String directory, String from, String to, int file) -> {
        names(directory).remove(from);
        names(directory).put(to, file);
        contents.putIfAbsent(file, new byte[0]);
      }
      case Deleted(String directory, String name) -> names(directory).remove(name);
      case Written(int file, int at, ByteBuffer bytes) -> write(file, at, bytes, fate);
      case Cut(int file, int size) -> contents.put(file, Arrays.copyOf(contents.get(file), size));
      case Forced(int _) -> {}
      case DirectoryForced(String _) -> {}
    }
  }

  private void write(int file, int at, ByteBuffer bytes, Fate fate) {
    byte[] before = contents.getOrDefault(file, new byte[0]);
    int length = bytes.remaining();
    int middle = Math.min(length, (length / 2 / SECTOR) * SECTOR + (SECTOR - at % SECTOR) % SECTOR);
    int from = fate == Fate.TAIL ? middle : fate == Fate.ZEROS ? length : 0;
    int to = fate == Fate.HEAD ? middle : length;
    byte[] after = Arrays.copyOf(before, Math.max(before.length, at + to));
    bytes.duplicate().get(from, after, at + from, Math.max(0, to - from));
    contents.put(file, after);
  }

  private void perform(Operation operation) throws IOException {
    if (operations.size() >= killAt) {
      throw new Killed();
    }
    operations.add(operation);
    apply(operation, Fate.DONE);
  }

  private Map<String, Integer> names(String directory) {
    return names.computeIfAbsent(directory, name -> new HashMap<>());
  }

  private int file(String directory, String name) throws IOException {
    Integer file = names(directory).get(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return file;
  }

  CheckpointFs directory(String directory) {
    return new CheckpointFs() {
      @Override
      public List<String> list() {
        return new ArrayList<>(names(directory).keySet());
      }

      @Override
      public Output create(String name) throws IOException {
        if (names(directory).containsKey(name)) {
          throw new IOException(name + " exists");
        }
        perform(new Created(directory, name, files++));
        return output(file(directory, name));
      }

      @Override
      public Output append(String name, long size) throws IOException {
        int file = file(directory, name);
        if (contents.get(file).length != size) {
          perform(new Cut(file, (int) size));
        }
        return output(file);
      }

      @Override
      public Input open(String name) throws IOException {
        return input(contents.get(file(directory, name)));
      }

      @Override
      public void rename(String from, String to) throws IOException {
        perform(new Renamed(directory, from, to, file(directory, from)));
      }

      @Override
      public void delete(String name) throws IOException {
        if (names(directory).containsKey(name)) {
          perform(new Deleted(directory, name));
        }
      }

      @Override
      public void forceDirectory() throws IOException {
        perform(new DirectoryForced(directory));
      }
    };
  }

  private CheckpointFs.Output output(int file) {
    return new CheckpointFs.Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        perform(new Written(file, contents.get(file).length, ByteBuffer.wrap(copy)));
      }

      @Override
      public void force() throws IOException {
        perform(new Forced(file));
      }

      @Override
      public void close() {}
    };
  }

  static CheckpointFs.Input input(byte[] content) {
    return new CheckpointFs.Input() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public void read(ByteBuffer into, long position) {
        int length = (int) Math.min(into.remaining(), content.length - position);
        if (length > 0) {
          into.put(content, (int) position, length);
        }
      }

      @Override
      public void close() {}
    };
  }
}
