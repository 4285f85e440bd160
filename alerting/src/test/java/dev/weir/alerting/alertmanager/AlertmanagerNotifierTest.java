package dev.weir.alerting.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notification.Reason;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.http.RawEndpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertmanagerNotifierTest extends NotifierContract {

  private static final Instant NOW = Instant.parse("2026-11-29T09:40:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RecordedAlertmanager server = new RecordedAlertmanager();

  AlertmanagerNotifierTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected Notifier notifier() {
    return notifier(server.url());
  }

  /** Its ends, at once and later, have tests of their own below. */
  @Override
  protected boolean sendsEndsAtOnce() {
    return false;
  }

  @Override
  protected List<String> received() {
    List<String> alerts = new ArrayList<>();
    server.posts.forEach(post -> post.forEach(alert -> alerts.add(alert.toString())));
    return alerts;
  }

  @Test
  void an_alert_is_an_element_of_an_array_with_stable_labels_and_times() throws Exception {
    notifier().deliver(change("a", Kind.OPENED, Severity.WARNING, 0), 1);

    JsonNode alert = server.posts.getFirst().get(0);
    assertThat(alert.get("labels"))
        .hasToString("{\"alertname\":\"WeirAnomaly\",\"env\":\"test\",\"series\":\"a\"}");
    assertThat(alert.get("annotations").get("severity").textValue()).isEqualTo("warning");
    assertThat(alert.get("annotations").get("id").textValue()).isEqualTo("id-a");
    assertThat(alert.get("annotations").get("since").textValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(alert.get("annotations").get("summary").textValue()).isEqualTo("a: too high");
    assertThat(alert.get("startsAt").textValue()).isEqualTo("2026-11-29T09:40:00Z");
    assertThat(alert.get("endsAt").textValue()).isEqualTo("2026-11-29T09:44:00Z");
    assertThat(alert.get("generatorURL").textValue()).isEqualTo("https://weir.example/alert/id-a");
  }

  @Test
  void an_escalation_and_the_end_have_the_same_labels_and_start() throws Exception {
    Notifier notifier = notifier();
    notifier.deliver(change("a", Kind.OPENED, Severity.INFO, 0), 1);
    notifier.deliver(change("a", Kind.AGAIN, Severity.CRITICAL, 10), 1);
    notifier.deliver(change("a", Kind.RESOLVED, Severity.CRITICAL, 90), 1);
    notifier.deliver(
        notification(Reason.REPEAT, 150, noticeOf("a", Kind.RESOLVED, Severity.CRITICAL)), 1);

    JsonNode opened = server.posts.get(0).get(0);
    assertThat(server.posts).hasSize(4);
    for (JsonNode post : server.posts) {
      assertThat(post.get(0).get("labels")).isEqualTo(opened.get("labels"));
      assertThat(post.get(0).get("startsAt")).isEqualTo(opened.get("startsAt"));
    }
    assertThat(server.posts.get(2).get(0).get("endsAt").textValue())
        .isEqualTo("2026-11-29T09:41:30Z");
    assertThat(server.posts.get(3).get(0).get("endsAt").textValue())
        .isEqualTo("2026-11-29T09:41:30Z");
  }

  @Test
  void the_end_of_a_short_alert_waits_for_the_next_repetition() throws Exception {
    Notifier notifier = notifier();
    notifier.deliver(
        notification(
            Reason.CHANGE,
            0,
            noticeOf("a", Kind.OPENED, Severity.INFO),
            noticeOf("a", Kind.RESOLVED, Severity.INFO)),
        1);
    notifier.deliver(
        notification(Reason.REPEAT, 60, noticeOf("a", Kind.RESOLVED, Severity.INFO)), 1);

    assertThat(server.posts).hasSize(2);
    assertThat(server.posts.get(0).get(0).get("endsAt").textValue())
        .isEqualTo("2026-11-29T09:44:00Z");
    assertThat(server.posts.get(1).get(0).get("endsAt").textValue())
        .isEqualTo("2026-11-29T09:41:00Z");
  }

  @Test
  void a_label_that_alertmanager_would_refuse_is_renamed() throws Exception {
    Alert alert = new Alert("i", Map.of("größe-x", "1", "0a", "2"), Severity.INFO, "", Map.of());

    Delivery delivery =
        notifier().deliver(notification(Reason.CHANGE, 0, new Notice("n", Kind.OPENED, alert)), 1);

    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    assertThat(server.posts.getFirst().get(0).get("labels").properties())
        .extracting(Map.Entry::getKey)
        .contains("gr__e_x", "_0a");
  }

  @Test
  void an_alert_that_is_refused_does_not_keep_the_others_from_being_taken() throws Exception {
    Notice bad = noticeOf("refused", Kind.OPENED, Severity.INFO);
    Delivery delivery =
        notifier()
            .deliver(
                notification(
                    Reason.CHANGE,
                    0,
                    noticeOf("a", Kind.OPENED, Severity.INFO),
                    bad,
                    noticeOf("b", Kind.OPENED, Severity.INFO)),
                1);

    assertThat(delivery).isInstanceOf(Delivery.PartlyRejected.class);
    assertThat(((Delivery.PartlyRejected) delivery).refused()).containsExactly(bad);
    assertThat(((Delivery.PartlyRejected) delivery).reason()).contains("400", "invalid label set");
  }

  @Test
  void many_alerts_go_in_posts_of_at_most_256() throws Exception {
    Notice[] notices = new Notice[600];
    for (int i = 0; i < notices.length; i++) {
      notices[i] = noticeOf("s" + i, Kind.OPENED, Severity.INFO);
    }
    notifier().deliver(notification(Reason.CHANGE, 0, notices), 1);

    assertThat(server.posts).extracting(JsonNode::size).containsExactly(256, 256, 88);
  }

  @Test
  void one_instance_is_enough_and_all_get_everything() throws Exception {
    try (RecordedAlertmanager second = new RecordedAlertmanager()) {
      Notifier notifier = notifier(server.url(), URI.create("http://127.0.0.1:1/"), second.url());

      Delivery delivery = notifier.deliver(change("a", Kind.OPENED, Severity.INFO, 0), 1);

      assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
      assertThat(second.posts).hasSize(1);
      server.status = 500;
      second.status = 503;
      assertThat(notifier.deliver(change("a", Kind.AGAIN, Severity.CRITICAL, 1), 1))
          .isInstanceOf(Delivery.RetryAfter.class);
    }
  }

  @Test
  void an_instance_that_hangs_costs_one_timeout_for_all() throws Exception {
    try (RawEndpoint hanging = new RawEndpoint("", RawEndpoint.Once.HANGS)) {
      AlertmanagerSettings settings =
          settings(List.of(server.url(), hanging.url()), Duration.ofMillis(300));
      Notifier notifier = new AlertmanagerNotifier(settings, () -> NOW, () -> 0);

      assertThat(notifier.deliver(change("a", Kind.OPENED, Severity.INFO, 0), 1))
          .isInstanceOf(Delivery.Delivered.class);
    }
  }

  @Test
  void the_probe_says_whether_an_empty_list_is_taken() throws Exception {
    assertThat(notifier().probe()).isInstanceOf(Notifier.Probe.Ready.class);
    assertThat(server.posts.getFirst()).hasToString("[]");

    URI wrong = server.url().resolve("/api");
    assertThat(notifier(wrong).probe().toString()).contains("404", "base address");
    assertThat(notifier(URI.create("http://127.0.0.1:1/")).probe())
        .isInstanceOf(Notifier.Probe.Failed.class);
  }

  private static Notifier notifier(URI... urls) {
    return new AlertmanagerNotifier(settings(List.of(urls), PATIENCE), () -> NOW, () -> 0);
  }

  static AlertmanagerSettings settings(List<URI> urls, Duration timeout) {
    return new AlertmanagerSettings(
        "am",
        urls.stream().map(url -> HttpTarget.at(url, timeout)).toList(),
        Map.of("env", "test"),
        Duration.ofMinutes(1),
        "https://weir.example/alert/{id}");
  }

  static Notice noticeOf(String series, Kind kind, Severity severity) {
    return new Notice(
        series + kind,
        kind,
        new Alert(
            "id-" + series,
            Map.of("alertname", "WeirAnomaly", "series", series),
            severity,
            "2026-01-01T00:00:00Z",
            Map.of("why", "too high")));
  }

  private static Notification change(String series, Kind kind, Severity severity, long second) {
    return notification(Reason.CHANGE, second, noticeOf(series, kind, severity));
  }

  private static Notification notification(Reason reason, long second, Notice... notices) {
    return new Notification(
        "{}", Map.of(), 0, reason, List.of(notices), 1, NOW, NOW.plusSeconds(second));
  }
}
