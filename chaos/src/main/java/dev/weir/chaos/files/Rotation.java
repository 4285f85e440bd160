package dev.weir.chaos.files;

import java.util.EnumSet;
import java.util.Set;

/** How a file that a program writes makes way for the next, or how another file comes. */
public enum Rotation {
  /** The next file has the next name of the set; the one before stays as it is. */
  NEXT_NAME(true),
  /** The same; the next name cannot be read for a while. */
  UNREADABLE(true),
  /** The file gets another name of the set, and a new one takes its name. */
  RENAME_INSIDE(true),
  /**
   * The file becomes {@code NAME.1}, as logrotate does it, and those before {@code NAME.2} and on.
   */
  RENAME_BESIDE(false),
  /** The file becomes {@code NAME-DATE}. */
  RENAME_DATED(false),
  /** The file becomes {@code NAME.1}, which is compressed some time later. */
  COMPRESS(false),
  /** The file gets another name of the set, and is compressed there some time later. */
  COMPRESS_INSIDE(true),
  /** Two rotations with hardly a record between. */
  TWICE(false),
  /** The file is copied to {@code NAME.1} and cut to nothing. */
  COPY_TRUNCATE(false),
  /** A file comes whose name sorts before all others. */
  LATE(true),
  /** A compressed file comes that is copied slowly. */
  SLOW_GZIP(true);

  private final boolean needsSet;

  Rotation(boolean needsSet) {
    this.needsSet = needsSet;
  }

  /** Whether it needs a source that reads a pattern of names instead of one name. */
  boolean needsSet() {
    return needsSet;
  }

  /** All of them. */
  public static Set<Rotation> all() {
    return EnumSet.allOf(Rotation.class);
  }
}
