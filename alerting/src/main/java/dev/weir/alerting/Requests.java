package dev.weir.alerting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that wait to be put in the outbox, and who waits for that. Bounded by how many senders
 * there are, each of which has one request at a time.
 */
final class Requests {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** Notices from which on no more requests go into a group. */
  private static final int GROUP = 256;

  /** Notices nobody waits for that may wait. */
  private static final int TOLD = 100;

  private final Map<String, Alerting.Accept> accepts = new LinkedHashMap<>();
  private final ArrayDeque<Notice> told = new ArrayDeque<>();

  /** What is put in the outbox together, and who is answered then. */
  record Group(List<Notice> notices, List<ActorRef<Alerting.Accepted>> senders) {
    void answer() {
      senders.forEach(sender -> sender.tell(Alerting.Accepted.ALL));
    }
  }

  /** A sender's request; takes the place of one of the same sender that still waits. */
  void add(Alerting.Accept accept) {
    accepts.put(accept.sender(), accept);
  }

  /** A notice nobody waits for; when there are too many, the oldest is given up. */
  void add(Notice notice) {
    if (told.size() == TOLD) {
      LOG.warn("too many notices wait: {} is given up", told.removeFirst().id());
    }
    told.add(notice);
  }

  boolean isEmpty() {
    return accepts.isEmpty() && told.isEmpty();
  }

  /** Takes out the next group: those that came first. */
  Group next() {
    List<Notice> notices = new ArrayList<>(told);
    told.clear();
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
