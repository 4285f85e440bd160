package dev.weir.chaos.random.drawn;

/** How a life of the process ends, or what is done to it meanwhile. */
public enum Fault {
  /** SIGTERM: it has to end with 0. */
  STOP,
  /** kill -9 at a moment after its first work. */
  KILL,
  /** kill -9 while it starts. */
  KILL_AT_START,
  /** kill -9, then a bit of the newest checkpoint flips. */
  KILL_AND_FLIP,
  /** SIGSTOP for a while, SIGCONT, then kill -9. */
  PAUSE_AND_KILL,
  /** kill -9 of Redis and a restart, then SIGTERM for Weir. */
  REDIS_RESTART
}
