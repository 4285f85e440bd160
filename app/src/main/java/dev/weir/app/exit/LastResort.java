package dev.weir.app.exit;

import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Ends the process after a failure that must not happen: the process ends at once. No hook runs, so
 * nothing half changed is saved or acknowledged.
 */
public final class LastResort {

  private LastResort() {}

  /** Says what happened and ends the process. */
  public static void end(Throwable failure) {
    try {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      System.err.println(
          "weir: a bug ended the process; nothing was saved after it: "
              + Printable.of(String.valueOf(failure)));
      System.err.print(Printable.lines(trace.toString()));
    } finally {
      boolean memory = failure instanceof OutOfMemoryError;
      Runtime.getRuntime().halt(memory ? ExitCode.OUT_OF_MEMORY : ExitCode.BUG);
    }
  }
}
