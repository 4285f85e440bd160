package dev.weir.app.cli;

import dev.weir.app.cli.output.Terminal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.exit.LastResort;
import dev.weir.app.logging.LogSetup;
import dev.weir.app.report.StatusJson;
import dev.weir.app.report.StatusReport;
import dev.weir.app.report.StatusTable;
import dev.weir.app.service.Ending;
import dev.weir.app.service.Service;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.StartException;
import dev.weir.monitoring.Printable;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SinkSettings;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the service in this process until it is over, and prints its status report. */
final class Running {

  private static final int STOP_SECONDS = 30;

  private Running() {}

  /**
   * Returns the exit code. A signal to the process stops the service in an orderly way.
   *
   * @param cleanup the last thing that is done, also after a signal
   */
  static int run(WeirSettings settings, RunOptions options, boolean json, Runnable cleanup)
      throws StartException, InterruptedException {
    LogSetup.start(settings.logFormat(), Terminal.isPresent());
    CompletableFuture<Service> started = new CompletableFuture<>();
    CountDownLatch finished = new CountDownLatch(1);
    int[] code = {ExitCode.FAILED};
    Thread hook =
        Thread.ofPlatform().name("shutdown").unstarted(() -> stop(started, finished, code));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Service service = Service.start(settings, options, Clocks.system(), LastResort::end);
      started.complete(service);
      Ending ending = service.await();
      LogSetup.stop();
      report(settings, service, ending, json);
      code[0] = ending.exitCode();
      return code[0];
    } catch (StartException e) {
      code[0] = e.exitCode();
      throw e;
    } finally {
      cleanup.run();
      finished.countDown();
    }
  }

  private static void report(WeirSettings settings, Service service, Ending ending, boolean json) {
    StatusReport report = service.state().report(Optional.empty());
    boolean dataOnStdout =
        settings.sinks().stream().anyMatch(SinkSettings.Stdout.class::isInstance);
    PrintStream out = dataOnStdout ? System.err : System.out;
    out.print(json ? StatusJson.of(report) + System.lineSeparator() : StatusTable.of(report));
    out.flush();
    if (!ending.message().isEmpty()) {
      System.err.println("weir: " + Printable.of(ending.message()));
    }
  }

  /** Runs when the process is asked to end, also while it starts, or ends by itself. */
  private static void stop(
      CompletableFuture<Service> started, CountDownLatch finished, int[] code) {
    if (finished.getCount() == 0) {
      return;
    }
    var _ = started.thenAccept(Service::stop);
    try {
      boolean inTime = finished.await(STOP_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.printf(
            "weir: it did not stop within %d s and is ended; what it knew since its last checkpoint"
                + " is not saved, and the next start reads on from there%n",
            STOP_SECONDS);
      }
      // A signal would otherwise be what the exit code tells of.
      Runtime.getRuntime().halt(inTime ? code[0] : ExitCode.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
