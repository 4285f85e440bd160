package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may write to a state directory. State that another user can write can be changed or replaced
 * at any time. The directories above it, which may be shared, are not checked.
 */
final class StateDirectory {

  private static final Pattern MADE_HERE = Pattern.compile("[0-9a-f]{16}|outbox");
  private static final int GROUP_WRITE = 0020;
  private static final int OTHER_WRITE = 0002;
  private static final int PERMISSIONS = 07777;
  private static final long ROOT = 0;

  /** User ids have 32 bits. */
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private StateDirectory() {}

  /**
   * Checks the directory, and those of the pipelines and of the outbox in it. Does nothing where
   * the file system has no users.
   *
   * @throws FileSystemException if another user owns one of them or may write to it; the message
   *     names the directory and the remedy
   */
  static void require(Path directory, DirectoryAccess access) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    long self = self();
    requireOne(directory, self, access);
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> inside =
          entries
              .filter(entry -> MADE_HERE.matcher(entry.getFileName().toString()).matches())
              .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
      for (Path each : inside) {
        requireOne(each, self, access);
      }
    }
  }

  /** The user id of this process: that of a file which it has made, where there is no /proc. */
  private static long self() throws IOException {
    Path process = Path.of("/proc/self");
    if (Files.exists(process)) {
      return number(Files.readAttributes(process, "unix:uid"), "uid") & UNSIGNED;
    }
    Path made = Files.createTempFile("weir", ".tmp");
    try {
      return number(Files.readAttributes(made, "unix:uid"), "uid") & UNSIGNED;
    } finally {
      Files.delete(made);
    }
  }

  private static void requireOne(Path directory, long self, DirectoryAccess access)
      throws IOException {
    Map<String, Object> attributes = Files.readAttributes(directory, "unix:uid,mode");
    long owner = number(attributes, "uid") & UNSIGNED;
    int mode = (int) number(attributes, "mode") & PERMISSIONS;
    Optional<String> problem = problem(owner, self, mode, access);
    if (problem.isPresent()) {
      throw new FileSystemException(directory.toString(), null, problem.get());
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return Long.parseLong(String.valueOf(attributes.get(name)));
  }

  /**
   * The fault of a directory and its remedy.
   *
   * @param owner user id of its owner
   * @param self user id of this process; root has no privilege here, as what it writes in the
   *     directory of another user would keep that user's own process out
   * @param mode permission bits
   */
  static Optional<String> problem(long owner, long self, int mode, DirectoryAccess access) {
    boolean ofRoot = access == DirectoryAccess.GROUP && owner == ROOT;
    if (owner != self && !ofRoot) {
      return Optional.of(
          ("it belongs to user %d, and this process runs as user %d: run it as user %d, give the"
                  + " directory to user %d (chown), or name another one")
              .formatted(owner, self, owner, self));
    }
    if ((mode & OTHER_WRITE) != 0) {
      return Optional.of(
          "its mode is %04o, so every user may write to it: take that away (chmod go-w)"
              .formatted(mode));
    }
    if ((mode & GROUP_WRITE) != 0 && access == DirectoryAccess.OWNER) {
      return Optional.of(
          ("its mode is %04o, so its group may write to it: take that away (chmod g-w), or allow it"
                  + " with weir.checkpointing.group-access = true")
              .formatted(mode));
    }
    return Optional.empty();
  }
}
