package dev.weir.chaos.feed;

import java.util.SplittableRandom;

/**
 * When series stop for a spell, and whose records come in their places meanwhile: in each span of
 * rounds one series that has a limit in words stops, and one that is watched by its own rhythm.
 */
record SilencePlan(long seed, int series, int kinds) {

  /** By then one series at least has been silent, and has spoken again. */
  static final int ROUNDS = 16;

  private static final int WATCHED_KINDS = 2;
  private static final int LATEST_START = 4;
  private static final int SHORTEST = 6;
  private static final int LONGEST = 11;

  /** Whose record comes when it is the turn of {@code turn} in a round. */
  int speaker(long round, int turn) {
    int kind = turn % kinds;
    if (kind >= WATCHED_KINDS) {
      return turn;
    }
    SplittableRandom random =
        new SplittableRandom(seed + WATCHED_KINDS * Math.floorDiv(round, ROUNDS) + kind);
    int stopped = kind + kinds * random.nextInt(series / kinds);
    int start = 1 + random.nextInt(LATEST_START);
    int end = start + SHORTEST + random.nextInt(LONGEST - SHORTEST);
    int at = Math.floorMod(round, ROUNDS);
    boolean silent = turn == stopped && at >= start && at < end;
    return silent ? (turn + kinds) % series : turn;
  }
}
