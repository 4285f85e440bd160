package dev.weir.chaos.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that nobody can read, root included. Its size is not 0: a source passes over empty files.
 */
public final class Unreadable {

  /** The loopback device has no speed: the kernel answers each read with EINVAL. */
  private static final Path FILE = Path.of("/sys/class/net/lo/speed");

  private Unreadable() {}

  /**
   * Makes a symbolic link to it.
   *
   * @throws IOException also if this machine has no such file, or lets it be read
   */
  public static void link(Path link) throws IOException {
    if (Files.size(FILE) == 0 || isReadable()) {
      throw new IOException(FILE + " is empty or can be read: the trial needs one that cannot");
    }
    Files.createSymbolicLink(link, FILE);
  }

  private static boolean isReadable() {
    try {
      Files.readAllBytes(FILE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
