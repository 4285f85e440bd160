package dev.weir.alerting.group;

import dev.weir.alerting.Admission;
import dev.weir.alerting.Notice;
import dev.weir.alerting.route.Routing;
import java.time.InstantSource;

/**
 * Admits to a receiver the notices that routes lead to it, unless they are muted. The end of an
 * alert is never muted: its opening may have been delivered.
 */
public final class RoutedAdmission implements Admission {

  private final String receiver;
  private final Routing routing;
  private final Mutes mutes;
  private final InstantSource clock;

  /**
   * For one receiver.
   *
   * @param clock the wall clock, for silences
   */
  public RoutedAdmission(String receiver, Routing routing, Mutes mutes, InstantSource clock) {
    this.receiver = receiver;
    this.routing = routing;
    this.mutes = mutes;
    this.clock = clock;
  }

  @Override
  public Verdict of(Notice notice) {
    if (!routing.reaches(receiver, notice)) {
      return new Verdict.NotRouted();
    }
    return notice.kind() == Notice.Kind.RESOLVED
        ? new Verdict.Deliver()
        : Admission.unless(
            mutes.suppressedBy(notice.alert(), routing.labels(notice.alert()), clock.instant()));
  }
}
