package dev.weir.app.service.wiring;

import dev.weir.alerting.Outbox;
import dev.weir.alerting.RejectedNotices;
import dev.weir.alerting.group.FileGroupStore;
import dev.weir.alerting.group.GroupStore;
import dev.weir.alerting.group.Mutes;
import dev.weir.alerting.group.OpenAlerts;
import dev.weir.alerting.outbox.DiskOutbox;
import dev.weir.alerting.outbox.MemoryOutbox;
import dev.weir.alerting.outbox.RejectedFile;
import dev.weir.alerting.outbox.StateFiles;
import dev.weir.alerting.silence.SilenceFile;
import dev.weir.alerting.silence.SilenceMutes;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.alerts.OpenIncidents;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.settings.WeirSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where alerts wait to be delivered: beside the checkpoints, or, where nothing is saved, in memory.
 *
 * @param incidents of health that are open
 * @param groups where groups of alerts outlive the process
 * @param open the alerts that are open
 * @param mutes silences and acknowledgements
 * @param durability of what waits
 */
public record NoticeStore(
    Outbox outbox,
    RejectedNotices rejected,
    OpenIncidents incidents,
    GroupStore groups,
    OpenAlerts open,
    Mutes mutes,
    Durability durability) {

  /** Whether waiting notices outlive the process. */
  enum Durability {
    DURABLE,
    IN_MEMORY
  }

  /** Below the directory of checkpoints. */
  static final String DIRECTORY = "outbox";

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");
  private static final int SEGMENT = 4 << 20;

  public static NoticeStore open(WeirSettings settings, Clocks clocks) throws StartException {
    if (settings.alerting().isEmpty() || settings.checkpoints().isEmpty()) {
      int remembered = settings.alerting().map(WeirSettings.Alerting::remembered).orElse(1);
      return new NoticeStore(
          new MemoryOutbox(remembered),
          RejectedNotices.NOWHERE,
          OpenIncidents.inMemory(),
          GroupStore.NOWHERE,
          new OpenAlerts(Optional.empty()),
          Mutes.NONE,
          Durability.IN_MEMORY);
    }
    WeirSettings.Alerting alerting = settings.alerting().get();
    Path directory = settings.checkpoints().get().directory().resolve(DIRECTORY);
    List<String> names = new ArrayList<>(List.of(OpenAlerts.NAME));
    alerting.receivers().forEach(receiver -> names.add(receiver.name()));
    DiskOutbox.Limits limits = new DiskOutbox.Limits(SEGMENT, alerting.remembered());
    try {
      return new NoticeStore(
          DiskOutbox.open(directory, names, limits, LOG::error),
          new RejectedFile(directory, clocks.wall()),
          OpenIncidents.in(directory),
          new FileGroupStore(new StateFiles(directory, LOG::error)),
          new OpenAlerts(Optional.of(new StateFiles(directory, LOG::error))),
          new SilenceMutes(new SilenceFile(directory), LOG::error),
          Durability.DURABLE);
    } catch (IOException e) {
      throw new StartException(
          ExitCode.REFUSED,
          "cannot open the outbox of alerts in %s: %s".formatted(directory, FileFailure.of(e)));
    }
  }

  /** At the end: says what was not delivered. */
  public void close(List<ReceiverMonitor.Counts> receivers) {
    for (ReceiverMonitor.Counts counts : receivers) {
      if (counts.pending() > 0) {
        LOG.warn(
            "{} notices wait for receiver '{}': {}",
            counts.pending(),
            counts.receiver(),
            switch (durability) {
              case DURABLE -> "they are delivered after the next start";
              case IN_MEMORY -> "they are lost";
            });
      }
    }
    try {
      outbox.close();
    } catch (IOException e) {
      LOG.warn("cannot close the outbox of alerts: {}", FileFailure.of(e));
    }
  }
}
