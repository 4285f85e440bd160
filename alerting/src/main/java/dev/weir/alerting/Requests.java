package dev.weir.alerting;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Notices that wait to be put in the outbox, and who waits for that. Bounded by how many senders
 * there are, each of which has one request at a time.
 */
final class Requests {

  /** Notices from which on no more requests go into a group. */
  private static final int GROUP = 256;

  private final Map<String, Alerting.Accept> accepts = new LinkedHashMap<>();

  /** Notices that are written together, and the senders that are answered then. */
  record Group(List<Notice> notices, List<ActorRef<Alerting.Accepted>> senders) {
    void answer() {
      senders.forEach(sender -> sender.tell(Alerting.Accepted.ALL));
    }
  }

  /** A sender's request; takes the place of one of the same sender that still waits. */
  void add(Alerting.Accept accept) {
    accepts.put(accept.sender(), accept);
  }

  boolean isEmpty() {
    return accepts.isEmpty();
  }

  /** Takes out the next group: those that came first. */
  Group next() {
    List<Notice> notices = new ArrayList<>();
    List<ActorRef<Alerting.Accepted>> senders = new ArrayList<>();
    Iterator<Alerting.Accept> waiting = accepts.values().iterator();
    while (waiting.hasNext() && notices.size() < GROUP) {
      Alerting.Accept accept = waiting.next();
      waiting.remove();
      notices.addAll(accept.notices());
      senders.add(accept.replyTo());
    }
    return new Group(notices, senders);
  }
}
