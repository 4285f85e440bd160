package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a second process off a directory for as long as this one lives or holds it open. */
public final class DirectoryLock implements AutoCloseable {

  private static final Set<OpenOption> OPEN =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of a directory to which only this user may write. */
  public static DirectoryLock take(Path directory) throws IOException {
    return take(directory, DirectoryAccess.OWNER);
  }

  /**
   * Takes the lock, making the directory if need be.
   *
   * @throws DirectoryLockedException if another process holds it
   * @throws IOException if other users than {@code access} allows may write to the directory
   */
  public static DirectoryLock take(Path directory, DirectoryAccess access) throws IOException {
    DurableDirectory.create(directory);
    StateDirectory.require(directory, access);
    Path file = directory.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, OPEN, DurableDirectory.ownerOnly(directory, "rw-------"));
    boolean taken = false;
    try {
      taken = tryLock(channel) != null;
      if (taken) {
        signWithProcess(channel);
      }
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new DirectoryLockedException(
          "%s works in %s; stop it, or give this one a directory of its own"
              .formatted(holder(file), directory.toAbsolutePath()));
    }
    return new DirectoryLock(channel);
  }

  /** The lock says whose it is, for the message only. */
  private static void signWithProcess(FileChannel channel) throws IOException {
    String process = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String holder(Path file) {
    try {
      String process = Files.readString(file, StandardCharsets.US_ASCII);
      return process.matches("\\d{1,19}") ? "process " + process : "another process";
    } catch (IOException e) {
      return "another process";
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Somebody else works in the directory. */
  public static final class DirectoryLockedException extends IOException {

    private static final long serialVersionUID = 1L;

    DirectoryLockedException(String message) {
      super(message);
    }
  }
}
