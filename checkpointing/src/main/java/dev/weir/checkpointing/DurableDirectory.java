package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories whose entries survive a power cut, and that only their owner can read. */
public final class DurableDirectory {

  private DurableDirectory() {}

  /** Makes it and what is above it; each level is made durable in the one above. */
  public static void create(Path wanted) throws IOException {
    if (!Files.isDirectory(wanted)) {
      Path above = wanted.toAbsolutePath().getParent();
      if (above != null) {
        create(above);
        Files.createDirectories(wanted, ownerOnly(wanted, "rwx------"));
        force(above);
      }
    }
  }

  /** Makes the names of its files durable. */
  public static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Permissions for a file in a directory, such as {@code rw-------}; none if it has no such. */
  public static FileAttribute<?>[] ownerOnly(Path directory, String permissions) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
