package dev.weir.connectors.file;

import dev.weir.connectors.inference.Inference;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.Setup;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Decides from the beginning of a file how it is read. */
public final class FileReading {

  private static final int CHUNK = 64 * 1024;

  private FileReading() {}

  /** Decides; a file that cannot be opened, or is damaged from its beginning on, is unreadable. */
  public static Reading of(Path file, Setup setup) {
    try (Content content = Content.openFinished(file)) {
      byte[] bytes = new byte[Inference.BYTES];
      int length = 0;
      boolean whole = false;
      while (length < bytes.length && !whole) {
        int read = read(content, bytes, length);
        whole = read < 0;
        length += Math.max(read, 0);
      }
      if (length == 0 && content.isCompressed() && content.size() > 0) {
        return new Reading.Unreadable("it is compressed, and damaged from its beginning on");
      }
      return Inference.of(java.util.Arrays.copyOf(bytes, length), whole, setup);
    } catch (IOException e) {
      return new Reading.Unreadable(FileFailure.of(e));
    }
  }

  /** Reads on; what is damaged or cut short ends the beginning. */
  private static int read(Content content, byte[] bytes, int from) throws IOException {
    try {
      return content.read(bytes, from, Math.min(CHUNK, bytes.length - from));
    } catch (EOFException | ZipException e) {
      // The records in front of the damage are read, and the damage is counted there.
      return -1;
    }
  }
}
