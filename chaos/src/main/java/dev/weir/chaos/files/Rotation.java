package dev.weir.chaos.files;

import java.util.EnumSet;
import java.util.Set;

/** How a file that a program writes makes way for the next, or how another file comes. */
public enum Rotation {
  /** The next file has the next name of the set; the one before stays as it is. */
  NEXT_NAME,
  /** As {@link #NEXT_NAME}, but the file of the next name cannot be read for a while. */
  UNREADABLE,
  /** The file gets another name of the set, and a new one takes its name. */
  RENAME_INSIDE,
  /**
   * The file becomes {@code NAME.1}, as logrotate does it, and those before {@code NAME.2} and on.
   */
  RENAME_BESIDE,
  /** The file becomes {@code NAME-DATE}. */
  RENAME_DATED,
  /** The file becomes {@code NAME.1}, which is compressed some time later. */
  COMPRESS,
  /** The file gets another name of the set, and is compressed there some time later. */
  COMPRESS_INSIDE,
  /** Two rotations with hardly a record between. */
  TWICE,
  /** The file is copied to {@code NAME.1} and cut to nothing. */
  COPY_TRUNCATE,
  /** A file comes whose name sorts before all others. */
  LATE,
  /** A compressed file comes that is copied slowly. */
  SLOW_GZIP;

  private static final Set<Rotation> OUT =
      EnumSet.of(RENAME_BESIDE, RENAME_DATED, COMPRESS, TWICE, COPY_TRUNCATE);
  private static final Set<Rotation> WITH_LINES = EnumSet.of(UNREADABLE, TWICE, LATE, SLOW_GZIP);

  /** Whether lines go where neither the name nor the pattern of the source finds them. */
  boolean leavesSet() {
    return OUT.contains(this);
  }

  /** Whether it needs a source that reads a pattern of names instead of one name. */
  boolean needsSet() {
    return !OUT.contains(this);
  }

  /** Whether it needs no further lines, and so can be made at any moment. */
  boolean needsNoLines() {
    return !WITH_LINES.contains(this);
  }

  /** All of them. */
  public static Set<Rotation> all() {
    return EnumSet.allOf(Rotation.class);
  }

  /** Those after which the live file is the last one that a source begins. */
  public static Set<Rotation> ofLiveFile() {
    return EnumSet.complementOf(EnumSet.of(UNREADABLE, LATE, SLOW_GZIP));
  }
}
