package dev.weir.alerting.route;

import dev.weir.alerting.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the alerts of one route are grouped, and when a group is notified.
 *
 * @param groupBy labels whose values make a group; {@code ...} for all labels
 * @param groupWait from the first alert of a new group to its first notification
 * @param groupInterval from a notification to the next one about new alerts
 * @param repeatInterval from a notification to its repetition while alerts are open
 * @param minimum lowest severity that is notified
 * @param sendResolved whether the end of an alert is notified
 * @param muted times without notifications
 * @param active times with notifications; always if empty
 */
public record GroupTerms(
    List<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    Alert.Severity minimum,
    boolean sendResolved,
    List<TimeInterval> muted,
    List<TimeInterval> active) {

  /** Groups by all labels: every set of labels is a group of its own. */
  public static final String ALL = "...";

  public GroupTerms {
    groupBy = List.copyOf(groupBy);
    muted = List.copyOf(muted);
    active = List.copyOf(active);
  }

  /** The labels of the group that an alert with these labels belongs to. */
  public Map<String, String> groupOf(Map<String, String> labels) {
    if (groupBy.contains(ALL)) {
      return new TreeMap<>(labels);
    }
    Map<String, String> group = new TreeMap<>();
    for (String name : groupBy) {
      Optional.ofNullable(labels.get(name)).ifPresent(value -> group.put(name, value));
    }
    return group;
  }

  /** The name of the time interval that mutes at this moment. */
  public Optional<String> mutedBy(Instant moment) {
    for (TimeInterval interval : muted) {
      if (interval.contains(moment)) {
        return Optional.of("time interval " + interval.name());
      }
    }
    boolean inactive =
        !active.isEmpty() && active.stream().noneMatch(interval -> interval.contains(moment));
    return inactive ? Optional.of("not within an active time interval") : Optional.empty();
  }
}
