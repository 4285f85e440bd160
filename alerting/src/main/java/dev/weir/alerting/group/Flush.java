package dev.weir.alerting.group;

import dev.weir.alerting.Notification;
import dev.weir.alerting.Outbox.Entry;
import java.util.List;

/**
 * One notification under way.
 *
 * @param entries settled once it is delivered
 * @param members reported by it
 */
record Flush(Group group, Notification notification, List<Entry> entries, List<Member> members) {
  Flush {
    entries = List.copyOf(entries);
    members = List.copyOf(members);
  }
}
