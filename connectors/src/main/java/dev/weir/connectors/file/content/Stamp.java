package dev.weir.connectors.file.content;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The attributes of a file by which a change is noticed.
 *
 * @param inode number of the file on its device; empty where files have none. The device is left
 *     out: it gets another number at a reboot
 * @param size in bytes
 * @param modified when it was written to, in nanoseconds since 1970
 */
public record Stamp(String inode, long size, long modified) {

  private static final Pattern INODE = Pattern.compile("ino=(\\d+)");

  public static Stamp of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    Matcher inode = INODE.matcher(String.valueOf(key));
    return new Stamp(
        key != null && inode.find() ? inode.group(1) : "",
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /** Whether both are of one file, as far as the file system tells. */
  public boolean isSameFile(Stamp other) {
    return !inode.isEmpty() && inode.equals(other.inode);
  }
}
