package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Drawn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Looks for a smaller configuration that fails as well. */
final class Shrinker {

  /**
   * The smallest that was found.
   *
   * @param without the reductions that lead to it, each at its turn
   * @param problems that it has
   * @param directory what its last run left
   */
  record Smallest(Drawn drawn, List<String> without, List<String> problems, Path directory) {}

  private final Player player;
  private final LongSupplier nanoTime;

  Shrinker(Player player, LongSupplier nanoTime) {
    this.player = player;
    this.nanoTime = nanoTime;
  }

  /** Tries reductions, each that still fails is kept, until none does or the time is up. */
  Smallest shrink(Smallest failed, long nanos) throws Exception {
    long deadline = nanoTime.getAsLong() + nanos;
    Smallest smallest = failed;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (String token : List.copyOf(smallest.drawn().reductions().keySet())) {
        // One that is gone by now was about a part that is gone.
        Drawn candidate = smallest.drawn().reductions().get(token);
        while (candidate != null && nanoTime.getAsLong() < deadline) {
          Player.Played played = player.play(candidate);
          if (played.problems().isEmpty()) {
            break;
          }
          List<String> without = new ArrayList<>(smallest.without());
          without.add(token);
          smallest =
              new Smallest(candidate, List.copyOf(without), played.problems(), played.directory());
          smaller = true;
          candidate = candidate.reductions().get(token);
        }
      }
      smaller &= nanoTime.getAsLong() < deadline;
    }
    return smallest;
  }
}
