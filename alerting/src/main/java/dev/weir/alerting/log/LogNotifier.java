package dev.weir.alerting.log;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

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
      write(notice);
    }
    return new Delivery.Delivered();
  }

  private static void write(Notice notice) {
    Alert alert = notice.alert();
    LoggingEventBuilder event =
        LOG.atLevel(level(notice))
            .addKeyValue("alert", alert.id())
            .addKeyValue("state", notice.kind().name().toLowerCase(Locale.ROOT))
            .addKeyValue("severity", alert.severity().word());
    for (Map.Entry<String, String> label : new TreeMap<>(alert.labels()).entrySet()) {
      if (!label.getKey().equals(Alert.NAME)) {
        event = event.addKeyValue(label.getKey(), label.getValue());
      }
    }
    event.log("{}", line(notice));
  }

  private static Level level(Notice notice) {
    return switch (notice.kind()) {
      case RESOLVED -> Level.INFO;
      case OPENED, AGAIN ->
          switch (notice.alert().severity()) {
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case CRITICAL -> Level.ERROR;
          };
    };
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
