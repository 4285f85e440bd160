package dev.weir.chaos.files;

/** How the lines of a file are destroyed, whether or not they were read. */
public enum Loss {
  /** The file is cut off in place and grows again. */
  TRUNCATED,
  /** The file is deleted; a new one takes its name. */
  DELETED,
  /** The file is moved to another folder; a new one takes its name. */
  MOVED_AWAY
}
