package dev.weir.alerting.group;

import dev.weir.alerting.Destination;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.route.Routing;
import java.time.Duration;

/**
 * A receiver that is notified of groups.
 *
 * @param queueSize notices that may wait for it
 * @param keepResolved how long an ended alert is repeated as resolved; zero for receivers that
 *     remember
 */
public record GroupSubscription(
    Notifier notifier,
    Routing routing,
    Mutes mutes,
    GroupStore store,
    Duration keepResolved,
    int queueSize,
    WhenFull whenFull)
    implements Destination.Starter {

  @Override
  public Destination start(Destination.Setting setting) {
    return GroupReceiver.start(this, setting);
  }
}
