package dev.weir.app.cli.output;

import java.io.PrintStream;

/** Draws a bar on a terminal, and nothing elsewhere. */
public final class Progress {

  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean shown;
  private final long total;
  private int lastPercent = -1;

  public Progress(PrintStream out, boolean shown, long total) {
    this.out = out;
    this.shown = shown && total > 0;
    this.total = total;
  }

  /** So much is done. */
  public synchronized void at(long done) {
    int percent = (int) (100 * Math.min(done, total) / Math.max(1, total));
    if (!shown || percent == lastPercent) {
      return;
    }
    lastPercent = percent;
    int filled = WIDTH * percent / 100;
    out.printf(
        "\r[%s%s] %3d %%  %,d of %,d",
        "#".repeat(filled), ".".repeat(WIDTH - filled), percent, done, total);
    out.flush();
  }

  /** Leaves the bar as it is. */
  public synchronized void end() {
    if (shown && lastPercent >= 0) {
      out.println();
    }
  }
}
