package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A real directory, readable by its owner only. */
final class DirectoryFs implements CheckpointFs {

  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path directory;

  DirectoryFs(Path directory) {
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
  public Output create(String name) throws IOException {
    DurableDirectory.create(directory);
    Path file = directory.resolve(name);
    return output(
        file, FileChannel.open(file, CREATE, DurableDirectory.ownerOnly(directory, "rw-------")));
  }

  @Override
  public Output append(String name, long size) throws IOException {
    Path file = directory.resolve(name);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      channel.truncate(size).position(size);
    } catch (IOException e) {
      channel.close();
      throw at(file, e);
    }
    return output(file, channel);
  }

  private static Output output(Path file, FileChannel channel) {
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        try {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        } catch (IOException e) {
          throw at(file, e);
        }
      }

      @Override
      public void force() throws IOException {
        try {
          channel.force(true);
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

  @Override
  public Input open(String name) throws IOException {
    Path file = directory.resolve(name);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return new Input() {
      @Override
      public long size() throws IOException {
        try {
          return channel.size();
        } catch (IOException e) {
          throw at(file, e);
        }
      }

      @Override
      public void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        try {
          while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
              return;
            }
            at += read;
          }
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

  @Override
  public String place(String name) {
    return directory.resolve(name).normalize().toString();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    DurableDirectory.force(directory);
  }

  /** Says where it happened: the system only says what. */
  private static IOException at(Path file, IOException failure) {
    return failure instanceof ClosedChannelException
        ? failure
        : new IOException("%s: %s".formatted(file, failure.getMessage()), failure);
  }
}
