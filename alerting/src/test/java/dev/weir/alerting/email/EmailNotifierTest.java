package dev.weir.alerting.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.message.Messages;
import dev.weir.monitoring.Secret;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against GreenMail, and against a server that refuses what servers refuse. */
class EmailNotifierTest extends NotifierContract {

  private static final String PASSWORD = "canary-password";

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private final ScriptedSmtp scripted = new ScriptedSmtp();

  EmailNotifierTest() throws Exception {
    server.start();
    server.setUser("weir@plant.example", "weir", PASSWORD);
  }

  @AfterEach
  void close() throws Exception {
    server.stop();
    scripted.close();
  }

  @Override
  protected Notifier notifier() {
    return notifier(server.getSmtp().getPort(), "weir", PASSWORD);
  }

  private static Notifier notifier(int port, String user, String password) {
    return new EmailNotifier(settings(port, user, password, EmailSettings.Security.NONE));
  }

  private static EmailSettings settings(
      int port, String user, String password, EmailSettings.Security security) {
    return new EmailSettings(
        "mail",
        new EmailSettings.Server("127.0.0.1", port, security),
        user,
        new Secret(password),
        "Weir <weir@plant.example>",
        List.of("on-call@plant.example", "Night Shift <night@plant.example>"),
        Duration.ofSeconds(20),
        Messages.SETTINGS);
  }

  /** One text for both recipients. */
  @Override
  protected List<String> received() {
    return Arrays.stream(server.getReceivedMessages())
        .map(GreenMailUtil::getWholeMessage)
        .distinct()
        .toList();
  }

  /** The mail of this number that the first recipient got. */
  private MimeMessage sent(int number) {
    return server.getReceivedMessagesForDomain("on-call@plant.example")[number];
  }

  @Test
  void a_group_is_one_thread_with_one_subject() throws Exception {
    notifier().deliver(Messages.storm(2), 1);
    notifier()
        .deliver(
            numbered(
                Messages.of(
                    List.of(Messages.notice("boiler0", Kind.RESOLVED, Severity.WARNING)), 0),
                3),
            1);

    MimeMessage first = sent(0);
    MimeMessage last = sent(1);
    assertThat(first.getSubject()).matches("Weir: source plant \\[[0-9a-f]{8}]");
    assertThat(last.getSubject()).isEqualTo("Re: " + first.getSubject());
    assertThat(first.getMessageID()).endsWith("@plant.example>").isNotEqualTo(last.getMessageID());
    assertThat(last.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
    assertThat(last.getHeader("References")).containsExactly(first.getMessageID());
    assertThat(first.getHeader("References")).isNull();
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(first.getSentDate()).isEqualTo("2026-11-29T09:40:00Z");
    assertThat(last.getHeader("X-Weir-State")).containsExactly("resolved");
  }

  private static Notification numbered(Notification of, long number) {
    return new Notification(
        of.group(), of.labels(), number, of.reason(), of.notices(), of.open(), of.began(), of.at());
  }

  @Test
  void a_mail_that_is_sent_again_is_the_same_mail() throws Exception {
    notifier().deliver(Messages.storm(2), 1);
    notifier().deliver(Messages.storm(2), 2);

    assertThat(sent(0).getMessageID()).isEqualTo(sent(1).getMessageID());
  }

  @Test
  void text_and_html_say_the_same_and_names_are_only_text() throws Exception {
    notifier().deliver(Messages.hostile(), 1);

    MimeMessage mail = sent(0);
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    String text = (String) parts.getBodyPart(0).getContent();
    String html = (String) parts.getBodyPart(1).getContent();
    assertThat(text).contains("<!channel>", "Measured: 3.2 bar", "weir silence add");
    assertThat(html)
        .contains("&lt;!channel&gt;", "3.2 bar", "weir silence add", "critical", "color-scheme")
        .doesNotContain("</script>", "<!channel>", "src=", "@import", "url(");
    assertThat(Collections.list(mail.getAllHeaderLines()))
        .as("a name adds no header")
        .noneMatch(line -> line.startsWith("@everyone"));
  }

  @Test
  void a_recipient_who_is_refused_for_good_does_not_keep_mail_from_the_others() throws Exception {
    scripted.answers("RCPT TO:<night@plant.example>", "550 no such user");

    assertThat(notifier(scripted.port(), "", "").deliver(Messages.storm(1), 1))
        .isEqualTo(new Delivery.Delivered());
    assertThat(scripted.mails).hasSize(1);
    assertThat(scripted.commands).contains("RCPT TO:<on-call@plant.example>");
  }

  @Test
  void a_recipient_who_is_refused_now_keeps_the_mail_for_later_and_nobody_gets_it_twice()
      throws Exception {
    scripted.answers("RCPT TO:<night@plant.example>", "450 try later");

    assertThat(notifier(scripted.port(), "", "").deliver(Messages.storm(1), 1))
        .isInstanceOfSatisfying(
            Delivery.RetryAfter.class,
            retry -> assertThat(retry.reason()).contains("450 try later"));
    assertThat(scripted.mails).isEmpty();
  }

  @Test
  void a_server_that_closes_after_it_refused_a_recipient_gets_the_mail_for_the_others()
      throws Exception {
    scripted.answers("RCPT TO:<night@plant.example>", "550 no such user");
    scripted.answers("RSET", "close");

    assertThat(notifier(scripted.port(), "", "").deliver(Messages.storm(1), 1))
        .isEqualTo(new Delivery.Delivered());
    assertThat(scripted.mails).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 421 too busy, true",
    "GREETING, close, true",
    "MAIL, 451 not now, true",
    "MAIL, 553 unknown sender, false",
    "RCPT, 550 no such user, false",
    "DATA, 554 refused, false",
    "END, 552 too big, false",
    "END, 452 full, true",
    "END, close, true",
    "AUTH, 535 wrong password " + PASSWORD + ", false",
    "AUTH, 454 temporary failure, true",
    "AUTH, close, true",
  })
  void refusals_for_now_and_for_good_are_told_apart(String command, String answer, boolean later)
      throws Exception {
    scripted.answers(command, answer);

    Delivery delivery = notifier(scripted.port(), "weir", PASSWORD).deliver(Messages.storm(1), 1);

    assertThat(delivery)
        .as("%s", delivery)
        .isInstanceOf(later ? Delivery.RetryAfter.class : Delivery.Rejected.class);
    assertThat(delivery.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void a_server_that_is_silent_is_given_up_after_the_timeout() throws Exception {
    try (java.net.ServerSocket silent = new java.net.ServerSocket(0)) {
      EmailSettings settings = settings(silent.getLocalPort(), "", "", EmailSettings.Security.NONE);
      Notifier notifier =
          new EmailNotifier(
              new EmailSettings(
                  settings.name(),
                  settings.server(),
                  settings.user(),
                  settings.password(),
                  settings.from(),
                  settings.to(),
                  Duration.ofMillis(50),
                  settings.message()));

      assertThat(notifier.deliver(Messages.storm(1), 1)).isInstanceOf(Delivery.RetryAfter.class);
    }
  }

  @Test
  void nothing_is_sent_in_clear_to_a_server_that_does_not_offer_tls() throws Exception {
    Notifier notifier =
        new EmailNotifier(
            settings(scripted.port(), "weir", PASSWORD, EmailSettings.Security.STARTTLS));

    assertThat(notifier.deliver(Messages.storm(1), 1)).isInstanceOf(Delivery.RetryAfter.class);
    assertThat(scripted.commands).noneMatch(line -> line.startsWith("AUTH"));
    assertThat(scripted.mails).isEmpty();
  }

  @Test
  void a_probe_asks_for_each_recipient_and_sends_nothing() throws Exception {
    assertThat(notifier().probe()).isInstanceOf(Notifier.Probe.Ready.class);
    assertThat(server.getReceivedMessages()).isEmpty();
    assertThat(notifier(server.getSmtp().getPort(), "weir", "wrong").probe())
        .isInstanceOf(Notifier.Probe.Failed.class);
    scripted.answers("RCPT TO:<night@plant.example>", "550 no such user");
    assertThat(notifier(scripted.port(), "", "").probe())
        .isInstanceOfSatisfying(
            Notifier.Probe.Failed.class,
            failed -> assertThat(failed.reason()).contains("550 no such user"));
  }

  @ParameterizedTest
  @CsvSource({
    "a@b.example, true",
    "'Name <a@b.example>', true",
    "nobody, false",
    "'a@b.example\r\nBcc: c@d.example', false",
    "'', false",
    "'a@b.example, c@d.example', false",
  })
  void an_address_is_one_mailbox(String address, boolean valid) {
    assertThat(EmailSettings.problem(address).isEmpty()).isEqualTo(valid);
  }
}
