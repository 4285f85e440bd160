package dev.weir.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The file that a path leads to: links are followed, also those that lead to nothing yet, and two
 * hard links lead to the same file.
 *
 * @param path absolute, without links
 * @param key device and inode; empty if there is no such file yet
 * @param shareable whether it is a character device such as /dev/null, which several may write to
 */
record FileTarget(Path path, Optional<Object> key, boolean shareable) {

  /** Links that are followed one after the other, at most. */
  private static final int LINKS = 40;

  // Of st_mode.
  private static final int FILE_TYPE = 0xf000;
  private static final int CHARACTER_DEVICE = 0x2000;

  static FileTarget of(Path path) {
    Path target = follow(path.toAbsolutePath(), LINKS);
    try {
      BasicFileAttributes file = Files.readAttributes(target, BasicFileAttributes.class);
      return new FileTarget(
          target, Optional.ofNullable(file.fileKey()), file.isOther() && isCharacterDevice(target));
    } catch (IOException e) {
      // There is nothing there yet, or nothing that may be looked at.
      return new FileTarget(target, Optional.empty(), false);
    }
  }

  private static boolean isCharacterDevice(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(path, "unix:mode") instanceof Integer mode
        && (mode & FILE_TYPE) == CHARACTER_DEVICE;
  }

  boolean isSameAs(FileTarget other) {
    return path.equals(other.path) || (key.isPresent() && key.equals(other.key));
  }

  private static Path follow(Path path, int links) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return followBroken(path, links);
    }
  }

  /** Follows a path whose end does not exist, one name after the other. */
  private static Path followBroken(Path path, int links) {
    Path above = path.getParent();
    Path name = path.getFileName();
    if (above == null || name == null || links == 0) {
      return path.normalize();
    }
    Path folder = follow(above, links);
    if (name.toString().equals("..")) {
      return folder.getParent() == null ? folder : folder.getParent();
    }
    Path named = folder.resolve(name).normalize();
    try {
      return Files.isSymbolicLink(named)
          ? follow(folder.resolve(Files.readSymbolicLink(named)), links - 1)
          : named;
    } catch (IOException e) {
      return named;
    }
  }
}
