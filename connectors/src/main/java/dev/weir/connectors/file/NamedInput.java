package dev.weir.connectors.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Reads a file; a failure to read it names it, which those of the operating system do not. */
final class NamedInput extends FilterInputStream {

  private final Path path;

  NamedInput(Path path, InputStream in) {
    super(in);
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      return super.read(into, from, length);
    } catch (IOException e) {
      throw named(e);
    }
  }

  private IOException named(IOException failure) {
    return failure instanceof FileSystemException || failure.getMessage() == null
        ? failure
        : (IOException)
            new FileSystemException(path.toString(), null, failure.getMessage()).initCause(failure);
  }
}
