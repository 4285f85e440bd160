package dev.weir.app.logging;

/** Folds what is said again and again: the 1st, 2nd, 4th, 8th time are worth a line each. */
public final class LogBackoff {

  private String last = "";
  private long times;

  /** Takes it into account; returns whether it is worth a line. */
  public boolean add(String what) {
    times = what.equals(last) ? times + 1 : 1;
    last = what;
    return worthALine();
  }

  /** Whether the last one was worth a line; true before there was any. */
  public boolean worthALine() {
    return Long.bitCount(times) <= 1;
  }

  /** Which time it was, if not the first. */
  public String text() {
    return times <= 1 ? "" : ", the %d. time in a row".formatted(times);
  }
}
