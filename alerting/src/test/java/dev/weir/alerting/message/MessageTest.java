package dev.weir.alerting.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notification;
import dev.weir.monitoring.Printable;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

  @Test
  void one_alert_is_told_with_its_value_its_unit_and_the_command_that_mutes_it() {
    String text = of(Messages.notice("boiler3/pressure", Kind.OPENED, Severity.WARNING)).text();

    assertThat(text)
        .startsWith("Warning: boiler3/pressure: pressure is 3.2, 0.4 (14 %) above")
        .contains(
            "Since: 2026-11-29T09:31:00Z",
            "Measured: 3.2 bar",
            "Expected: 2.4 to 2.8 bar",
            "Source: plant",
            "https://weir.example/alert/7f3a90c1-boiler3%2Fpressure",
            "weir silence add 'series=\"boiler3/pressure\"' --for 2h")
        .doesNotContain("\"pressure is");
  }

  @Test
  void an_escalation_and_an_end_say_so() {
    assertThat(of(Messages.notice("b", Kind.AGAIN, Severity.CRITICAL)).title())
        .startsWith("Now critical: b: ");
    Message over = of(Messages.notice("b", Kind.RESOLVED, Severity.CRITICAL));
    assertThat(over.title()).startsWith("Resolved: b");
    assertThat(over.isResolved()).isTrue();
    assertThat(over.text()).doesNotContain("weir silence add");
  }

  @Test
  void a_storm_names_what_is_shared_and_describes_the_worst() {
    List<Notice> notices = new java.util.ArrayList<>(Messages.storm(1_000).notices());
    notices.add(Messages.notice("worst", Kind.OPENED, Severity.CRITICAL));
    Message message = Message.of(Messages.of(notices, 1_001), Messages.SETTINGS);

    assertThat(message.title()).isEqualTo("1001 alerts (source plant)");
    assertThat(message.shared()).isEqualTo("source plant");
    assertThat(message.alerts()).hasSize(5);
    assertThat(message.alerts().getFirst().series()).isEqualTo("worst");
    assertThat(message.more()).isEqualTo(996);
    assertThat(message.text()).contains("and 996 more; weir alerts ls lists all");
  }

  @Test
  void an_alert_that_ended_meanwhile_is_one_alert_with_its_history() {
    Message message =
        Message.of(
            Messages.of(
                List.of(
                    Messages.notice("b", Kind.OPENED, Severity.WARNING),
                    Messages.notice("b", Kind.AGAIN, Severity.CRITICAL),
                    Messages.notice("b", Kind.RESOLVED, Severity.CRITICAL)),
                0),
            Messages.SETTINGS);

    assertThat(message.alerts()).hasSize(1);
    assertThat(message.history()).containsExactly("b: opened, again, resolved");
  }

  @Test
  void a_hostile_name_stays_on_its_line_and_in_its_quotes() {
    Notification hostile = Messages.hostile();
    Message message = Message.of(hostile, Messages.SETTINGS);

    assertThat(Printable.hasHidden(message.title())).isFalse();
    assertThat(message.alerts().getFirst().silence()).contains("\\\" \\\\ </script>");
  }

  private static Message of(Notice notice) {
    return Message.of(
        Messages.of(List.of(notice), notice.kind() == Kind.RESOLVED ? 0 : 1), Messages.SETTINGS);
  }
}
