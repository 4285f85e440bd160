package dev.weir.checkpointing;

/** Which users, other than that of the process, may be able to write to the state directory. */
public enum DirectoryAccess {
  /** None. */
  OWNER,

  /** The group of the directory, and root as its owner: volumes of Kubernetes with an fsGroup. */
  GROUP
}
