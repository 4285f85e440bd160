package dev.weir.alerting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Takes notices in and has every receiver told of them. A notice that was seen lately is not told
 * again. Each receiver has a thread and a queue of its own; whoever sends notices waits until all
 * queues have taken them.
 */
public final class Alerting extends AbstractMatchingBehavior<Alerting.Command> {

  public sealed interface Command {}

  /** Take these in; answered once every receiver's queue has them. */
  public record Accept(List<Notice> notices, ActorRef<Accepted> replyTo) implements Command {
    public Accept {
      notices = List.copyOf(notices);
    }
  }

  /** The notices are taken in. */
  public enum Accepted {
    ALL
  }

  private record Room() implements Command {}

  /**
   * What alerting needs.
   *
   * @param queueSize notices that may wait for each receiver
   * @param threads threads for receivers, which may wait
   */
  public record Setup(List<Notifier> receivers, int queueSize, ThreadFactory threads) {}

  /** How many notices are remembered as seen. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<Accept> waiting = new ArrayList<>();

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(context -> new Alerting(context, setup));
  }

  private Alerting(ActorContext<Command> context, Setup setup) {
    super(context);
    ActorRef<Command> self = context.getSelf();
    for (Notifier notifier : setup.receivers()) {
      receivers.add(
          Receiver.start(
              notifier, setup.queueSize(), setup.threads(), () -> self.tell(new Room())));
    }
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Accept accept -> waiting.add(accept);
      case Room() -> {
        // Those that wait are looked at below.
      }
    }
    while (!waiting.isEmpty() && receivers.stream().allMatch(Receiver::hasRoom)) {
      take(waiting.removeFirst());
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop || signal instanceof PreRestart) {
      receivers.forEach(Receiver::stop);
    }
    return this;
  }

  private void take(Accept accept) {
    List<Notice> fresh = new ArrayList<>();
    for (Notice notice : accept.notices()) {
      if (seen.put(notice.id(), true) == null) {
        fresh.add(notice);
      }
    }
    if (!fresh.isEmpty()) {
      receivers.forEach(receiver -> receiver.tell(fresh));
    }
    accept.replyTo().tell(Accepted.ALL);
  }
}
