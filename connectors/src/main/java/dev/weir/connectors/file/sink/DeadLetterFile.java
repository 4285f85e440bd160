package dev.weir.connectors.file.sink;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The dead letters on the disk, for commands: the file that is written to, and the previous one.
 */
public final class DeadLetterFile {

  private final Path path;

  /** The letters that a {@link DeadLetterSink} keeps at this path. */
  public DeadLetterFile(Path path) {
    this.path = path;
  }

  /** Takes a letter. */
  @FunctionalInterface
  public interface Taker {
    void take(StoredLetter letter) throws IOException;
  }

  /** Where the letters before the current ones are. */
  static Path aside(Path path) {
    return path.resolveSibling(path.getFileName() + ".1");
  }

  /**
   * Gives all letters, the oldest first, each once. Returns how many lines are none.
   *
   * @throws NoSuchFileException if there is no such file
   */
  public long read(Taker taker) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Set<String> seen = new HashSet<>();
    long[] unreadable = {0};
    readLines((line, letter) -> {
      if (letter.isEmpty()) {
        unreadable[0]++;
      } else if (seen.add(letter.get().id())) {
        taker.take(letter.get());
      }
    });
    return unreadable[0];
  }

  @FunctionalInterface
  private interface LineTaker {
    void take(String line, Optional<StoredLetter> letter) throws IOException;
  }

  private void readLines(LineTaker taker) throws IOException {
    for (Path file : List.of(aside(path), path)) {
      if (Files.exists(file)) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            taker.take(line, LetterLine.read(line));
          }
        }
      }
    }
  }

  /**
   * Deletes letters; returns how many. What is no letter stays.
   *
   * @throws InUseException if somebody writes to the file
   */
  @SuppressWarnings("try") // The lock is held, and not used otherwise.
  public long drop(Predicate<StoredLetter> which) throws IOException {
    Set<String> dropped = new HashSet<>();
    try (Lock unused = lock(path, Sharing.ALONE)) {
      Path kept = path.resolveSibling(path.getFileName() + ".tmp");
      Files.deleteIfExists(kept);
      try (OutputStream out = new BufferedOutputStream(ownerOnly(kept))) {
        readLines((line, letter) -> {
          if (letter.isPresent() && which.test(letter.get())) {
            dropped.add(letter.get().id());
          } else {
            out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
          }
        });
      }
      force(kept);
      Files.move(kept, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(aside(path));
    }
    return dropped.size();
  }

  private static OutputStream ownerOnly(Path file) throws IOException {
    AppendedFile.ownerOnly(file).open().close();
    return Files.newOutputStream(file, StandardOpenOption.WRITE);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  // ---- Who may write.

  /** Whether others may hold the lock too. */
  enum Sharing {
    WITH_OTHERS,
    ALONE
  }

  /** Somebody else writes to the file. */
  public static final class InUseException extends IOException {
    private static final long serialVersionUID = 1L;

    InUseException(String message) {
      super(message);
    }
  }

  /** Held while the file is written. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  static Lock lock(Path path, Sharing sharing) throws IOException {
    Path file = path.resolveSibling(path.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            AppendedFile.ownersAttributes(file));
    boolean taken = false;
    try {
      taken = isTaken(channel, sharing);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new InUseException("another process works on the dead letters in " + path);
    }
    return new Lock(channel);
  }

  private static boolean isTaken(FileChannel channel, Sharing sharing) throws IOException {
    boolean shared = sharing == Sharing.WITH_OTHERS;
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
    } catch (OverlappingFileLockException e) {
      // Somebody in this process has it.
      return shared;
    }
  }
}
