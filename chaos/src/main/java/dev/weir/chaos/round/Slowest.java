package dev.weir.chaos.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, again and again. */
public final class Slowest {

  private final List<Long> millis = new ArrayList<>();

  public void add(long taken) {
    millis.add(taken);
  }

  public long max() {
    return millis.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  long median() {
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  public void tell(TrialFigures figures, String name) {
    figures.detail(name + "_p50", median());
    figures.detail(name + "_max", max());
  }
}
