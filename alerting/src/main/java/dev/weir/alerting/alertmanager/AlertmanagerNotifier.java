package dev.weir.alerting.alertmanager;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sends alerts to all instances of an Alertmanager, at the same time. A delivery succeeds if one
 * instance took it; an instance that missed it gets the open alerts with the next repetition. An
 * alert that an instance refuses does not keep it from taking the others.
 */
public final class AlertmanagerNotifier implements Notifier {

  /** Most alerts in one post, as Prometheus has it. */
  private static final int MOST = 256;

  private final AlertmanagerSettings settings;
  private final List<Instance> instances;

  /** When alerts were opened and ended by the wall clock, as far as this process saw it. */
  private final Map<String, AlertJson.Times> times = new HashMap<>();

  /** The last notice of each alert that says that it is open. */
  private final Map<String, Notice> firing = new HashMap<>();

  /**
   * Connects to nothing yet.
   *
   * @param nanoTime a clock that measures
   */
  public AlertmanagerNotifier(
      AlertmanagerSettings settings, InstantSource clock, LongSupplier nanoTime) {
    this.settings = settings;
    this.instances =
        settings.instances().stream().map(target -> new Instance(target, clock, nanoTime)).toList();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) throws InterruptedException {
    Map<String, Notice> latest = new LinkedHashMap<>();
    for (Notice notice : notification.notices()) {
      latest.put(notice.alert().id(), sent(notice, notification));
    }
    AlertJson json = new AlertJson(settings, notification.at());
    List<Notice> all = new ArrayList<>(latest.values());
    Delivery result = new Delivery.Delivered();
    List<Notice> refused = new ArrayList<>();
    String reason = "";
    for (int from = 0; from < all.size(); from += MOST) {
      List<Notice> part = all.subList(from, Math.min(all.size(), from + MOST));
      switch (deliver(part, json)) {
        case Delivery.Delivered() -> {
          // The next part follows.
        }
        case Delivery.PartlyRejected(List<Notice> some, String why) -> {
          refused.addAll(some);
          reason = why;
        }
        case Delivery.RetryAfter later -> result = later;
        case Delivery.Rejected(String why) -> {
          refused.addAll(part);
          reason = why;
        }
      }
      if (result instanceof Delivery.RetryAfter) {
        return result;
      }
    }
    forget(notification);
    return refused.isEmpty() ? result : new Delivery.PartlyRejected(refused, reason);
  }

  /**
   * The notice that is sent instead of a new one: an end is held back until the next repetition if
   * the alert was opened less than an interval ago. Alertmanager reports no alert that ends before
   * the wait of its group is over.
   */
  private Notice sent(Notice notice, Notification notification) {
    String id = notice.alert().id();
    Instant at = notification.at();
    AlertJson.Times known = times.getOrDefault(id, new AlertJson.Times(at, Instant.MAX));
    boolean over = notice.kind() == Notice.Kind.RESOLVED;
    if (!over) {
      firing.put(id, notice);
    }
    boolean young = known.opened().plus(settings.resend()).isAfter(at);
    boolean held = over && young && notification.reason() == Notification.Reason.CHANGE;
    boolean ends = over && !held && known.ended().equals(Instant.MAX);
    times.put(id, ends ? new AlertJson.Times(known.opened(), at) : known);
    Notice opened = new Notice(notice.id(), Notice.Kind.OPENED, notice.alert());
    return held ? firing.getOrDefault(id, opened) : notice;
  }

  /** A repetition names every alert that is known: the others are over. */
  private void forget(Notification notification) {
    if (notification.reason() == Notification.Reason.REPEAT) {
      times
          .values()
          .removeIf(known ->
              !known.ended().equals(Instant.MAX)
                  && known
                      .ended()
                      .plus(AlertmanagerSettings.KEEP_RESOLVED)
                      .isBefore(notification.at()));
      firing.keySet().retainAll(times.keySet());
    }
  }

  private Delivery deliver(List<Notice> notices, AlertJson json) throws InterruptedException {
    byte[] body = json.of(notices, times);
    List<Instance.Post> posts = instances.stream().map(instance -> instance.send(body)).toList();
    Optional<Delivery> best = Optional.empty();
    for (int i = 0; i < instances.size(); i++) {
      Instance instance = instances.get(i);
      Answer answer = instance.answer(posts.get(i));
      boolean mixed =
          answer instanceof Answer.Status status
              && (status.code() == 400 || status.code() == 422)
              && notices.size() > 1;
      Delivery delivery = mixed ? oneByOne(instance, notices, json) : instance.judge(answer);
      best = Optional.of(best.map(before -> better(before, delivery)).orElse(delivery));
    }
    return best.orElseGet(Delivery.Delivered::new);
  }

  /** The good ones of a list that was refused may have been taken: each is sent by itself. */
  private Delivery oneByOne(Instance instance, List<Notice> notices, AlertJson json)
      throws InterruptedException {
    List<Notice> refused = new ArrayList<>();
    String reason = "";
    for (Notice notice : notices) {
      switch (instance.judge(instance.post(json.of(List.of(notice), times)))) {
        case Delivery.Delivered() -> {
          // It was not the reason.
        }
        case Delivery.RetryAfter later -> {
          return later;
        }
        case Delivery.Rejected(String why) -> {
          refused.add(notice);
          reason = why;
        }
        case Delivery.PartlyRejected(var _, String why) -> reason = why;
      }
    }
    return refused.isEmpty()
        ? new Delivery.Delivered()
        : new Delivery.PartlyRejected(refused, reason);
  }

  private static Delivery better(Delivery one, Delivery other) {
    return rank(one) <= rank(other) ? one : other;
  }

  private static int rank(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Delivered _ -> 0;
      case Delivery.PartlyRejected _ -> 1;
      case Delivery.RetryAfter _ -> 2;
      case Delivery.Rejected _ -> 3;
    };
  }

  @Override
  public Probe probe() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    for (Instance instance : instances) {
      instance.problem().ifPresent(problems::add);
    }
    return problems.isEmpty()
        ? new Probe.Ready("%d of %1$d instances take an empty list".formatted(instances.size()))
        : new Probe.Failed(String.join("; ", problems));
  }

  /** How often open alerts are sent again. */
  public Duration resend() {
    return settings.resend();
  }
}
