package dev.weir.alerting.message;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Notifications to try receivers with. */
public final class Messages {

  public static final MessageSettings SETTINGS =
      new MessageSettings("https://weir.example/alert/{id}", Map.of("pressure", "bar"), 5);

  private static final Instant NOW = Instant.parse("2026-11-29T09:40:00Z");

  private Messages() {}

  /** A pressure that is too high. */
  public static Notice notice(String series, Notice.Kind kind, Severity severity) {
    return new Notice(
        series + "-" + kind,
        kind,
        new Alert(
            "7f3a90c1-" + series,
            Map.of("alertname", "WeirAnomaly", "series", series, "source", "plant"),
            severity,
            "2026-11-29T09:31:00Z",
            Map.of(
                "why", "\"pressure is 3.2, 0.4 (14 %) above the 2.4 to 2.8 that is usual here\"",
                "feature", "pressure",
                "value", "3.2",
                "low", "2.4",
                "high", "2.8",
                "peak", "0.9")));
  }

  /** A group with these notices. */
  public static Notification of(List<Notice> notices, int open) {
    return new Notification(
        "{}:{source=plant}",
        Map.of("source", "plant"),
        0,
        Notification.Reason.CHANGE,
        notices,
        open,
        NOW.minusSeconds(30),
        NOW);
  }

  /** So many series of one source that went wrong together. */
  public static Notification storm(int count) {
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notices.add(notice("boiler" + i, Notice.Kind.OPENED, Severity.WARNING));
    }
    return of(notices, count);
  }

  /** A series whose name tries to format, to mention people and to end texts. */
  public static Notification hostile() {
    return of(
        List.of(
            notice(
                "<!channel> & *b* `c` [d](e)\" \\ </script>\n@everyone",
                Notice.Kind.OPENED,
                Severity.CRITICAL)),
        1);
  }
}
