package dev.weir.checkpointing;

import dev.weir.checkpointing.CrashFs.Fate;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that can become of operations that were not forced: every subset of them happens; and for
 * each write that happens in part, every subset of the others, if these are few, or else all, none
 * and all but one of them.
 */
final class Fates {

  private static final List<Fate> PARTS = List.of(Fate.HEAD, Fate.TAIL, Fate.ZEROS);
  private static final int FEW = 8;

  /** Looks at the disk as it may be. */
  @FunctionalInterface
  interface Look {
    void at(Map<Integer, Fate> fates) throws IOException;
  }

  private final CrashFs disk;
  private final List<Integer> unforced;
  private final Look look;
  private long looked;

  private Fates(CrashFs disk, List<Integer> unforced, Look look) {
    this.disk = disk;
    this.unforced = unforced;
    this.look = look;
  }

  /** Calls {@code look} with each; returns how many they were. */
  static long forEach(CrashFs disk, int count, Look look) throws IOException {
    Fates fates = new Fates(disk, disk.unforced(count), look);
    fates.subsets();
    fates.torn();
    return fates.looked;
  }

  private void subsets() throws IOException {
    for (int kept = 0; kept < 1 << unforced.size(); kept++) {
      look(subset(unforced, kept));
    }
  }

  private void torn() throws IOException {
    for (int operation : unforced) {
      if (!disk.tears(operation)) {
        continue;
      }
      List<Integer> others = unforced.stream().filter(other -> other != operation).toList();
      int all = (1 << others.size()) - 1;
      for (Fate part : PARTS) {
        if (others.size() <= FEW) {
          for (int kept = 0; kept <= all; kept++) {
            look(with(subset(others, kept), operation, part));
          }
        } else {
          look(with(subset(others, 0), operation, part));
          look(with(subset(others, all), operation, part));
          for (int other = 0; other < others.size(); other++) {
            look(with(subset(others, all & ~(1 << other)), operation, part));
          }
        }
      }
    }
  }

  private void look(Map<Integer, Fate> fates) throws IOException {
    looked++;
    look.at(fates);
  }

  private static Map<Integer, Fate> with(Map<Integer, Fate> fates, int operation, Fate fate) {
    fates.put(operation, fate);
    return fates;
  }

  private static Map<Integer, Fate> subset(List<Integer> operations, int kept) {
    Map<Integer, Fate> fates = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      fates.put(operations.get(i), (kept & 1 << i) == 0 ? Fate.LOST : Fate.DONE);
    }
    return fates;
  }
}
