package dev.weir.alerting.message;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.monitoring.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A notification in words: the worst alerts in full, the others as a count, and what all have in
 * common.
 *
 * @param title one line: how many alerts, of what, in which state
 * @param severity the highest
 * @param shared labels that all alerts have in common, as text; empty if it is about one alert
 * @param alerts in full, the worst first
 * @param more how many alerts are not described
 * @param opened how many alerts were opened or got worse
 * @param resolved how many ended
 * @param open how many are open now
 * @param history for each alert, its transitions in this notification, if there are several
 */
public record Message(
    String title,
    Alert.Severity severity,
    String shared,
    List<AlertText> alerts,
    int more,
    int opened,
    int resolved,
    int open,
    List<String> history) {

  private static final int LONGEST_TITLE = 150;

  public Message {
    alerts = List.copyOf(alerts);
    history = List.copyOf(history);
  }

  /** Describes a notification. */
  public static Message of(Notification notification, MessageSettings settings) {
    Map<String, Notice> latest = new LinkedHashMap<>();
    Map<String, List<String>> transitions = new LinkedHashMap<>();
    for (Notice notice : notification.notices()) {
      String id = notice.alert().id();
      latest.put(id, notice);
      transitions
          .computeIfAbsent(id, key -> new ArrayList<>())
          .add(notice.kind().name().toLowerCase(Locale.ROOT));
    }
    boolean repeated = notification.reason() == Notification.Reason.REPEAT;
    List<Notice> sorted = new ArrayList<>(latest.values());
    sorted.sort(Message::worstFirst);
    List<AlertText> alerts =
        sorted.stream()
            .limit(settings.inFull())
            .map(notice -> AlertText.of(notice, repeated, settings))
            .toList();
    int resolved = count(latest.values(), Notice.Kind.RESOLVED);
    String shared = latest.size() > 1 ? shared(sorted) : "";
    List<String> history = new ArrayList<>();
    for (AlertText alert : alerts) {
      List<String> of = transitions.getOrDefault(alert.id(), List.of());
      if (of.size() > 1) {
        history.add(alert.series() + ": " + String.join(", ", of));
      }
    }
    return new Message(
        title(alerts, latest.size(), resolved, repeated, shared),
        notification.severity(),
        shared,
        alerts,
        latest.size() - alerts.size(),
        latest.size() - resolved,
        resolved,
        notification.open(),
        history);
  }

  private static int worstFirst(Notice one, Notice other) {
    Comparator<Notice> order =
        Comparator.<Notice, Boolean>comparing(n -> n.kind() == Notice.Kind.RESOLVED)
            .thenComparing(n -> n.alert().severity(), Comparator.reverseOrder())
            .thenComparingDouble(n -> -number(n.alert().notes().getOrDefault("peak", "")));
    return order.compare(one, other);
  }

  private static double number(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Double.parseDouble(text) : 0;
  }

  private static int count(Iterable<Notice> notices, Notice.Kind kind) {
    int count = 0;
    for (Notice notice : notices) {
      count += notice.kind() == kind ? 1 : 0;
    }
    return count;
  }

  /** The labels that all have with one value. */
  private static String shared(List<Notice> notices) {
    Map<String, String> shared = new TreeMap<>(notices.getFirst().alert().labels());
    for (Notice notice : notices) {
      shared.entrySet().retainAll(notice.alert().labels().entrySet());
    }
    shared.remove(Alert.NAME);
    return shared.entrySet().stream()
        .map(label -> Printable.of(label.getKey() + " " + label.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String title(
      List<AlertText> alerts, int all, int resolved, boolean repeated, String shared) {
    if (all == 1) {
      AlertText alert = alerts.getFirst();
      String state =
          switch (alert.state()) {
            case RESOLVED -> "Resolved: ";
            case STILL_OPEN -> "Still open: ";
            case WORSE -> "Now " + alert.severity().word() + ": ";
            case OPENED -> capitalized(alert.severity().word()) + ": ";
          };
      return cut(state + alert.headline());
    }
    String of = shared.isEmpty() ? "" : " (" + shared + ")";
    if (resolved == all) {
      return cut("Resolved: %d alerts%s".formatted(all, of));
    }
    String what =
        repeated ? "Still open: %d alerts".formatted(all) : "%d alerts".formatted(all - resolved);
    String ended = resolved == 0 ? "" : ", %d resolved".formatted(resolved);
    return cut(what + of + ended);
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String cut(String text) {
    return Printable.of(text, LONGEST_TITLE);
  }

  /** Whether all alerts of the notification are resolved. */
  public boolean isResolved() {
    return opened == 0;
  }

  /** How many alerts are not described, in words; empty if all are. */
  public String rest() {
    return more == 0 ? "" : "and %d more; weir alerts ls lists all that are open".formatted(more);
  }

  /** Keeps at most so many alerts in full and counts the others. */
  public Message withAlerts(int most) {
    int kept = Math.min(most, alerts.size());
    return new Message(
        title,
        severity,
        shared,
        alerts.subList(0, kept),
        more + alerts.size() - kept,
        opened,
        resolved,
        open,
        history.subList(0, Math.min(history.size(), kept)));
  }

  /**
   * Describes fewer alerts in full, down to one, until a limit is met.
   *
   * @param size of a message, in the unit of the limit
   */
  public Message within(int limit, ToIntFunction<Message> size) {
    Message fitting = this;
    while (fitting.alerts().size() > 1 && size.applyAsInt(fitting) > limit) {
      fitting = fitting.withAlerts(fitting.alerts().size() - 1);
    }
    return fitting;
  }

  /** The whole message as plain text. */
  public String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    for (AlertText alert : alerts) {
      text.append('\n').append(alert.headline()).append('\n');
      text.append("  ").append(alert.status()).append('\n');
      for (AlertText.Fact fact : alert.facts()) {
        text.append("  ").append(fact.name()).append(": ").append(fact.value()).append('\n');
      }
      if (!alert.link().isEmpty()) {
        text.append("  ").append(alert.link()).append('\n');
      }
      if (alert.state() != AlertText.State.RESOLVED) {
        text.append("  ").append(alert.silence()).append('\n');
      }
    }
    if (!history.isEmpty()) {
      text.append('\n').append("Meanwhile: ").append(String.join("; ", history)).append('\n');
    }
    if (more > 0) {
      text.append('\n').append(rest()).append('\n');
    }
    return text.toString();
  }
}
