package dev.weir.connectors.file.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that several pipelines append to. Every append goes to the file that has the name
 * at that moment: when the file was renamed or deleted, the next lines begin a new one. Only the
 * owner thread of the file may call it, except for {@link #check()}.
 *
 * <p>All failures name the file. A failed append or force closes the file; the next append opens it
 * again and cuts off what was half written.
 */
final class AppendedFile {

  private final Path path;
  private final LineFile.Opener opener;
  private final Set<Appender> appenders = new HashSet<>();
  private @Nullable LineFile opened;

  /** Whether something was appended to the open file that is not forced. */
  private boolean unforced;

  /** Forces that failed: what any pipeline had not forced by then may be lost. */
  private long failedForces;

  private String lastFailure = "";

  AppendedFile(Path path) {
    this(path, OpenLines::of);
  }

  AppendedFile(Path path, LineFile.Opener opener) {
    this.path = path;
    this.opener = opener;
  }

  /** A file that is created readable and writable by its owner only. */
  static AppendedFile ownerOnly(Path path) {
    FileAttribute<?>[] attributes = ownersAttributes(path);
    return new AppendedFile(path, file -> OpenLines.of(file, attributes));
  }

  /** Mode 0600, where the file system has modes. */
  static FileAttribute<?>[] ownersAttributes(Path path) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Fails if the file could not be opened, and changes nothing. */
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

  /** Opens the file for one more pipeline and cuts off a last line that has no end. */
  Appender open() throws IOException {
    current();
    Appender appender = new Appender();
    appenders.add(appender);
    return appender;
  }

  /** One pipeline's access to the file. */
  final class Appender {

    private long forcesSeen = failedForces;
    private boolean written;

    /** Appends whole lines. */
    void append(byte[] lines) throws IOException {
      AppendedFile.this.append(lines);
      written = true;
    }

    /**
     * Makes everything this pipeline appended durable.
     *
     * @throws IOException also if a force failed for another pipeline since the last call: the
     *     operating system may have dropped what this pipeline appended before
     */
    void force() throws IOException {
      AppendedFile.this.force();
      boolean lost = written && forcesSeen != failedForces;
      forcesSeen = failedForces;
      written = false;
      if (lost) {
        throw new FileSystemException(path.toString(), null, lastFailure);
      }
    }

    /** The last pipeline to leave closes the file. */
    void close() throws IOException {
      if (appenders.remove(this) && appenders.isEmpty()) {
        leave();
      }
    }
  }

  /** The size of the file in bytes. */
  long size() throws IOException {
    return current().size();
  }

  /** Closes the file, lets it be moved away, and opens a new one. */
  void replace(OwnerTask replacement) throws IOException {
    leave();
    replacement.run();
    current();
  }

  /** Work done while the file is closed. */
  @FunctionalInterface
  interface OwnerTask {
    void run() throws IOException;
  }

  private void append(byte[] lines) throws IOException {
    LineFile file = current();
    write(file, lines);
    if (!file.hasItsName() && !file.isInItsFolder()) {
      // It was deleted at this very moment, and the lines with it.
      write(current(), lines);
    }
  }

  private void write(LineFile file, byte[] lines) throws IOException {
    unforced = true;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      leave();
      throw named(e);
    }
  }

  private void force() throws IOException {
    LineFile file = opened;
    if (file == null || !unforced) {
      return;
    }
    unforced = false;
    try {
      file.force();
    } catch (IOException e) {
      forceFailed(e);
      leave();
      throw named(e);
    }
  }

  /** The file that has the name now. */
  private LineFile current() throws IOException {
    LineFile file = opened;
    if (file != null && file.hasItsName()) {
      return file;
    }
    leave();
    try {
      file = opener.open(path);
    } catch (IOException e) {
      throw named(e);
    }
    opened = file;
    return file;
  }

  /** Forces and closes the file; a force that fails is reported when a pipeline forces next. */
  private void leave() {
    LineFile file = opened;
    opened = null;
    if (file == null) {
      return;
    }
    try (file) {
      if (unforced) {
        file.force();
      }
    } catch (IOException e) {
      forceFailed(e);
    }
    unforced = false;
  }

  private void forceFailed(IOException failure) {
    failedForces++;
    lastFailure = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
  }

  private IOException named(IOException failure) {
    return failure instanceof FileSystemException
        ? failure
        : (IOException)
            new FileSystemException(path.toString(), null, failure.getMessage()).initCause(failure);
  }
}
