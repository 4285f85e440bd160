package dev.weir.alerting.log;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line for each notice to the log {@code weir.alerts}. */
public final class LogNotifier implements Notifier {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  private final String name;

  /** A receiver of this name. */
  public LogNotifier(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) {
    for (Notice notice : notification.notices()) {
      switch (notice.kind()) {
        case OPENED, AGAIN -> LOG.warn("{}", line(notice));
        case RESOLVED -> LOG.info("{}", line(notice));
      }
    }
    return new Delivery.Delivered();
  }

  @Override
  public Probe probe() {
    return new Probe.Ready("the log of this process");
  }

  private static String line(Notice notice) {
    Alert alert = notice.alert();
    StringBuilder line = new StringBuilder(notice.kind().name());
    line.append(' ').append(alert.severity().word());
    append(line, alert.labels());
    line.append(" since=").append(alert.since());
    append(line, alert.notes());
    return line.append(" alert=").append(alert.id()).toString();
  }

  private static void append(StringBuilder line, Map<String, String> pairs) {
    new TreeMap<>(pairs)
        .forEach((key, value) -> {
          if (!key.equals(Alert.NAME)) {
            line.append(' ').append(key).append('=').append(value);
          }
        });
  }
}
