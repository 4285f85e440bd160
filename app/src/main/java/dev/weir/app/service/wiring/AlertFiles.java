package dev.weir.app.service.wiring;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.group.OpenAlerts;
import dev.weir.alerting.outbox.RejectedReader;
import dev.weir.alerting.outbox.StateFiles;
import dev.weir.alerting.silence.SilenceFile;
import dev.weir.app.service.alerts.AlertRequests;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.receiver.ReceiverSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The files of alerts in a state directory, for commands; may be used while the service runs. */
public final class AlertFiles {

  private final Path directory;

  private AlertFiles(Path directory) {
    this.directory = directory;
  }

  /** Of the state directory of a configuration; empty if it saves nothing. */
  public static Optional<AlertFiles> of(WeirSettings settings) {
    return settings
        .checkpoints()
        .map(checkpoints -> new AlertFiles(checkpoints.directory().resolve(NoticeStore.DIRECTORY)));
  }

  /** Where requests find silences; empty if alerting is off or nothing is saved. */
  public static Optional<AlertRequests.Store> silences(WeirSettings settings) {
    return of(settings)
        .flatMap(files ->
            settings
                .alerting()
                .map(alerting ->
                    new AlertRequests.Store(
                        files.silences(), alerting.routing(), () -> UUID.randomUUID().toString())));
  }

  public SilenceFile silences() {
    return new SilenceFile(directory);
  }

  public RejectedReader rejected() {
    return new RejectedReader(directory);
  }

  /** The alerts that were open when the service last saved them, a second ago at most. */
  public List<Notice> open() throws IOException {
    return OpenAlerts.saved(new StateFiles(directory, problem -> {}));
  }

  /** The client of a receiver; connects to nothing yet. */
  public static Notifier notifier(ReceiverSettings receiver) {
    return Components.notifier(receiver, Clocks.system());
  }
}
