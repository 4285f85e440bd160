package dev.weir.alerting;

import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.health.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counts, the health and the log lines of one receiver. For the thread of the receiver,
 * but for {@link #isFailing}, {@link #dropped} and {@link #suppressed}.
 */
public final class ReceiverState {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** Failed attempts in a row from which on the receiver counts as failing. */
  private static final int FAILURES = 3;

  /** The longest wait that a receiver may ask for. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final String name;
  private final RejectedNotices rejected;
  private final AlertingContext context;
  private final ReceiverMonitor monitor;
  private final AtomicLong dropped = new AtomicLong();

  /** Whether it is not known when it will take notices again. */
  private volatile boolean failing;

  /** Notices it refused since it took the last. */
  private long refused;

  /** Whether its health says that something is wrong with it. */
  private boolean unwell;

  /** Of a receiver that was not tried yet. */
  public ReceiverState(String name, Destination.Setting setting) {
    this.name = name;
    this.rejected = setting.rejected();
    this.context = setting.context();
    this.monitor = context.monitor().receiver(name);
  }

  public boolean isFailing() {
    return failing;
  }

  public void pending(long count) {
    monitor.pending(count);
  }

  public void delivered(long count) {
    monitor.delivered(count);
  }

  public void repeated(long count) {
    monitor.repeated(count);
  }

  public void suppressed(long count) {
    monitor.suppressed(count);
  }

  /** An attempt failed and is repeated after a wait; the first failure in a row is number 1. */
  public void failed(int failures, String reason, Duration wait) {
    failing = failures >= FAILURES;
    if (failures == FAILURES) {
      unwell("it takes no notices: " + reason);
    }
    LOG.warn(
        "receiver '{}' takes no notices now: {}; attempt {} in {} ms",
        name,
        reason,
        failures + 1,
        wait.toMillis());
  }

  /** It took a delivery. */
  public void recovered() {
    failing = false;
    refused = 0;
    if (unwell) {
      unwell = false;
      LOG.info("receiver '{}' takes notices again", name);
      context.health().accept("receiver " + name, Health.up());
    }
  }

  /** It refused a notice for ever: keeps the notice where it can be listed and sent again. */
  public void reject(Notice notice, String reason) {
    failing = false;
    monitor.rejected(1);
    refused++;
    if (doubled(refused - 1, refused)) {
      LOG.error(
          "receiver '{}' refused notice {}: {} ({} since it took the last)",
          name,
          notice.id(),
          reason,
          refused);
    }
    unwell("it refused a notice: " + reason);
    try {
      rejected.keep(name, notice, reason);
    } catch (IOException e) {
      LOG.error("what receiver '{}' refused cannot be kept: {}", name, OutboxFailure.text(e));
    }
  }

  /** It refused what it had been sent before: nothing is lost, and nothing is kept. */
  public void repetitionRefused(String reason) {
    failing = false;
    unwell("it refused a repetition: " + reason);
  }

  /** Notices were given up for newer ones. */
  public void dropped(int count) {
    long all = dropped.addAndGet(count);
    monitor.dropped(count);
    if (doubled(all - count, all)) {
      LOG.warn(
          "receiver '{}' is too slow: {} notices are given up for newer ones by now", name, all);
    }
  }

  private void unwell(String reason) {
    unwell = true;
    context.health().accept("receiver " + name, new Health.Degraded(reason));
  }

  /** The wait that both allow, with an hour as the longest that a receiver may ask for. */
  public static Duration longer(Duration backoff, Duration asked) {
    Duration bounded = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    return bounded.compareTo(backoff) > 0 ? bounded : backoff;
  }

  /** Whether a count passed a power of two, so that a line is logged less and less often. */
  private static boolean doubled(long before, long now) {
    return Long.highestOneBit(before) != Long.highestOneBit(now);
  }
}
