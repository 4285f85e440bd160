package dev.weir.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every receiver. */
public abstract class NotifierContract {

  protected abstract Notifier notifier();

  /** What reached the receiver, as text, in order. */
  protected abstract List<String> received();

  @Test
  void delivers_every_notice_in_order_with_what_identifies_it() throws InterruptedException {
    List<Notice> notices =
        List.of(
            notice("n1", Notice.Kind.OPENED, Alert.Severity.WARNING),
            notice("n2", Notice.Kind.AGAIN, Alert.Severity.CRITICAL),
            notice("n3", Notice.Kind.RESOLVED, Alert.Severity.CRITICAL));

    Notifier notifier = notifier();
    for (Notice notice : notices) {
      assertThat(notifier.deliver(List.of(notice), 1)).isEqualTo(new Notifier.Delivery.Delivered());
    }

    assertThat(received()).hasSize(3).allMatch(text -> text.contains("alert-7"));
    assertThat(received()).allMatch(text -> text.contains("cpu"));
    assertThat(received().get(0)).containsIgnoringCase("warning");
    assertThat(received().get(1)).containsIgnoringCase("critical");
    if (sendsEndsAtOnce()) {
      assertThat(received().get(2)).containsIgnoringCase("resolved");
    }
  }

  /** Whether the end of an alert that has just begun is sent at once, not with a repetition. */
  protected boolean sendsEndsAtOnce() {
    return true;
  }

  @Test
  void nothing_to_deliver_is_delivered() throws InterruptedException {
    assertThat(notifier().deliver(List.of(), 1)).isEqualTo(new Notifier.Delivery.Delivered());
    assertThat(received()).isEmpty();
  }

  public static Notice notice(String id, Notice.Kind kind, Alert.Severity severity) {
    return new Notice(
        id,
        kind,
        new Alert(
            "alert-7",
            Map.of("series", "cpu"),
            severity,
            "2026-01-01T00:00:00Z",
            Map.of("score", "0.9")));
  }
}
