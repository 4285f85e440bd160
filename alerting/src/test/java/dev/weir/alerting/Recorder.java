package dev.weir.alerting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** A receiver that keeps what it is told, and answers as it was told to. */
final class Recorder implements Notifier {

  private final String name;

  /** The deliveries that were tried, and those that were taken: ids. */
  final BlockingQueue<List<String>> tried = new LinkedBlockingQueue<>();

  final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
  final BlockingQueue<Delivery> answers = new LinkedBlockingQueue<>();
  final Semaphore atGate = new Semaphore(0);
  volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);
  volatile String refuses = "";

  Recorder(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) throws InterruptedException {
    List<String> ids = notification.notices().stream().map(Notice::id).toList();
    atGate.release();
    gate.acquire();
    tried.add(ids);
    attempts.add(attempt);
    Delivery answer = answers.poll();
    if (answer != null) {
      return answer;
    }
    if (ids.contains(refuses)) {
      return new Delivery.Rejected("never");
    }
    told.addAll(ids);
    return new Delivery.Delivered();
  }

  @Override
  public Probe probe() {
    return new Probe.Ready("a recorder");
  }

  /** The next so many ids it was told. */
  List<String> next(int count) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(World.next(told));
    }
    return ids;
  }
}
