package dev.weir.alerting.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A real directory, readable by its owner only. */
final class DirectoryDisk implements OutboxDisk {

  private final Path directory;

  DirectoryDisk(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<String> list() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  @Override
  public Writable create(String name) throws IOException {
    createDirectory(directory);
    return writable(
        name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), "rw-------");
  }

  @Override
  public Writable open(String name) throws IOException {
    return writable(name, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), "rw-------");
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    force(directory);
  }

  /** Makes it and what is above it; each level is made durable in the one above. */
  private void createDirectory(Path wanted) throws IOException {
    Path above = wanted.toAbsolutePath().getParent();
    if (!Files.isDirectory(wanted) && above != null) {
      createDirectory(above);
      Files.createDirectories(wanted, ownerOnly(wanted, "rwx------"));
      force(above);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Writable writable(String name, Set<? extends OpenOption> options, String permissions)
      throws IOException {
    Path file = directory.resolve(name);
    FileChannel channel = FileChannel.open(file, options, ownerOnly(file, permissions));
    return new Writable() {
      @Override
      public void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        try {
          while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
          }
        } catch (IOException e) {
          throw at(file, e);
        }
      }

      @Override
      public void truncate(long size) throws IOException {
        try {
          channel.truncate(size);
        } catch (IOException e) {
          throw at(file, e);
        }
      }

      @Override
      public void force() throws IOException {
        try {
          channel.force(false);
        } catch (IOException e) {
          throw at(file, e);
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** Names the file: a channel does not know it. */
  private static IOException at(Path file, IOException failure) {
    String reason =
        failure.getMessage() == null ? "it was closed while it was in use" : failure.getMessage();
    return new IOException("%s: %s".formatted(file, reason), failure);
  }

  /** Permissions for a new file or directory, where its file system has any. */
  static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
