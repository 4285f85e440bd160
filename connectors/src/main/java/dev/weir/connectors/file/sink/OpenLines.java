package dev.weir.connectors.file.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file opened for appending, with the inode it had when it was opened. A pipe or a device is
 * written to as it is: nothing is cut off, and forcing does nothing.
 */
final class OpenLines implements LineFile {

  private static final int CHUNK = 64 * 1024;

  /** How often a file may be replaced while it is being opened. */
  private static final int ATTEMPTS = 100;

  private final Path path;
  private final FileChannel channel;
  private final String key;
  private final boolean regular;

  private OpenLines(Path path, FileChannel channel, BasicFileAttributes file) {
    this.path = path;
    this.channel = channel;
    this.key = key(file);
    this.regular = file.isRegularFile();
  }

  /**
   * Opens the file for appending, makes it and its folder if there is none, and cuts off a last
   * line that has no end.
   *
   * @param attributes of a file that is made
   */
  static OpenLines of(Path path, FileAttribute<?>... attributes) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        OpenLines opened = open(path, attributes);
        if (opened.hasItsName()) {
          return opened;
        }
        opened.close();
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS - 1 || folder == null || !Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    throw new FileSystemException(path.toString(), null, "it is replaced again and again");
  }

  private static OpenLines open(Path path, FileAttribute<?>... attributes) throws IOException {
    if (!Files.exists(path)) {
      Set<StandardOpenOption> create = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileChannel.open(path, create, attributes).close();
    }
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    if (file.isRegularFile()) {
      cutTornLine(path);
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.APPEND);
    return new OpenLines(path, channel, file);
  }

  private static void cutTornLine(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = behindLastLine(file);
      if (end < file.size()) {
        file.truncate(end);
      }
    }
  }

  private static long behindLastLine(FileChannel file) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long end = file.size(); end > 0; end -= Math.min(CHUNK, end)) {
      int length = (int) Math.min(CHUNK, end);
      chunk.clear().limit(length);
      while (chunk.hasRemaining()) {
        if (file.read(chunk, end - length + chunk.position()) < 0) {
          return file.size();
        }
      }
      for (int i = length - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n') {
          return end - length + i + 1;
        }
      }
    }
    return 0;
  }

  @Override
  public boolean hasItsName() {
    try {
      return key.equals(key(Files.readAttributes(path, BasicFileAttributes.class)));
    } catch (IOException e) {
      // Opening it again tells what is wrong.
      return false;
    }
  }

  @Override
  public boolean isInItsFolder() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (!regular || folder == null || !Files.isDirectory(folder)) {
      return !regular;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(this::isAt);
    }
  }

  private boolean isAt(Path other) {
    try {
      return key.equals(key(Files.readAttributes(other, BasicFileAttributes.class)));
    } catch (IOException e) {
      // It went away while the folder was listed.
      return false;
    }
  }

  /** Device and inode; where the file system has none, all files of a name are one. */
  private static String key(BasicFileAttributes file) {
    return Objects.toString(file.fileKey(), "");
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    channel.write(lines);
  }

  @Override
  public void force() throws IOException {
    if (regular) {
      channel.force(false);
    }
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
