package dev.weir.connectors.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of lines that several writers append to. Open as long as one of them is. Thread-safe. */
final class AppendedFile {

  private static final int CHUNK = 64 * 1024;

  private static final Set<StandardOpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path path;
  private final FileAttribute<?>[] attributes;
  private @Nullable FileChannel channel;
  private int writers;

  AppendedFile(Path path) {
    this(path, new FileAttribute<?>[0]);
  }

  private AppendedFile(Path path, FileAttribute<?>[] attributes) {
    this.path = path;
    this.attributes = attributes;
  }

  /** The same, and when it is made only its owner may read it. */
  static AppendedFile ownerOnly(Path path) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return new AppendedFile(
        path,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
  }

  /** Fails if it could not be opened; touches nothing. */
  void check() throws IOException {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    boolean exists = there.equals(path.toAbsolutePath());
    if (exists && Files.isDirectory(there)) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    if (!exists && !Files.isDirectory(there)) {
      throw new NotDirectoryException(there.toString());
    }
    if (!Files.isWritable(there)) {
      throw new AccessDeniedException(there.toString());
    }
  }

  /** One writer more. The first cuts away a last line that has no end. */
  synchronized void open() throws IOException {
    if (writers == 0) {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel opened = FileChannel.open(path, OPTIONS, attributes);
      try {
        opened.truncate(behindLastLine(opened));
        opened.position(opened.size());
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      channel = opened;
    }
    writers++;
  }

  /** Appends the lines and empties the buffer they are in. */
  synchronized void append(ByteArrayOutputStream lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
    lines.reset();
    while (bytes.hasRemaining()) {
      current().write(bytes);
    }
  }

  /** What is done to the file while it is closed. */
  @FunctionalInterface
  interface Replacement {
    void run() throws IOException;
  }

  /** Closes the file, lets it be moved away, and opens it anew. */
  synchronized void replace(Replacement replacement) throws IOException {
    current().close();
    replacement.run();
    channel = FileChannel.open(path, OPTIONS, attributes);
  }

  /** Makes everything appended durable. */
  synchronized void force() throws IOException {
    current().force(false);
  }

  /** One writer less. The last closes the file. */
  synchronized void close() throws IOException {
    writers--;
    if (writers == 0) {
      current().close();
      channel = null;
    }
  }

  private FileChannel current() throws IOException {
    FileChannel opened = channel;
    if (opened == null) {
      throw new IOException(path + " is not open");
    }
    return opened;
  }

  private static long behindLastLine(FileChannel file) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long end = file.size(); end > 0; end -= Math.min(CHUNK, end)) {
      int length = (int) Math.min(CHUNK, end);
      chunk.clear().limit(length);
      while (chunk.hasRemaining()) {
        file.read(chunk, end - length + chunk.position());
      }
      for (int i = length - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n') {
          return end - length + i + 1;
        }
      }
    }
    return 0;
  }
}
