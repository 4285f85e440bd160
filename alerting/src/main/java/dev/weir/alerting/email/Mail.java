package dev.weir.alerting.email;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.message.Message;
import dev.weir.monitoring.Printable;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The mail of a notification: text and HTML with the same content. Its id is a function of the
 * group and of the number of the notification, so a mail that is sent twice is recognized.
 */
final class Mail {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final int SHORT = 8;
  private static final int LONGEST_SUBJECT = 120;

  private final Notification notification;
  private final EmailSettings settings;
  private final Message content;
  private final String thread;

  Mail(Notification notification, EmailSettings settings) {
    this.notification = notification;
    this.settings = settings;
    this.content = Message.of(notification, settings.message());
    this.thread = digest(identity(notification) + "\n" + settings.name());
  }

  private static String identity(Notification notification) {
    return notification.isGrouped()
        ? notification.group() + "\n" + notification.began()
        : notification.notices().getFirst().alert().id();
  }

  /** Whether it begins its thread. */
  private boolean isFirst() {
    return notification.isGrouped()
        ? notification.number() == 0
        : notification.notices().getFirst().kind() == Notice.Kind.OPENED;
  }

  /** The mail, to the recipients whom it names. */
  MimeMessage message(Session session, List<InternetAddress> to) throws MessagingException {
    String domain = domain();
    String own =
        notification.isGrouped()
            ? Long.toString(notification.number())
            : digest(notification.notices().getFirst().id());
    String first = "<%s@%s>".formatted(thread, domain);
    MimeMessage mail =
        new Identified(session, isFirst() ? first : "<%s.%s@%s>".formatted(thread, own, domain));
    mail.setFrom(EmailSettings.parsed(settings.from()));
    mail.setRecipients(MimeMessage.RecipientType.TO, to.toArray(new InternetAddress[0]));
    mail.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(notification.at().atOffset(ZoneOffset.UTC)));
    mail.setSubject((isFirst() ? "" : "Re: ") + subject(), UTF_8);
    if (!isFirst()) {
      mail.setHeader("In-Reply-To", first);
      mail.setHeader("References", first);
    }
    // No answers by programs of people who are away.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Auto-Response-Suppress", "All");
    mail.setHeader("X-Weir-Alerts", MimeUtility.fold("X-Weir-Alerts: ".length(), ids()));
    mail.setHeader("X-Weir-Severity", content.severity().word());
    mail.setHeader("X-Weir-State", content.isResolved() ? "resolved" : "open");
    mail.setContent(alternatives());
    mail.saveChanges();
    return mail;
  }

  private String ids() {
    return content.alerts().stream()
        .map(alert -> alert.id().replaceAll("[^\\x21-\\x7e]", ""))
        .collect(Collectors.joining(" "));
  }

  private String domain() {
    return settings.from().replaceFirst(".*@", "").replaceAll("[^A-Za-z0-9.-]", "");
  }

  /** One for all mails of a thread: mail programs look at it as well. */
  private String subject() {
    String labels =
        new TreeMap<>(notification.labels())
            .entrySet().stream()
                .map(label -> label.getKey() + " " + label.getValue())
                .collect(Collectors.joining(", "));
    String one = notification.isGrouped() ? "alerts" : content.alerts().getFirst().series();
    String of = labels.isEmpty() ? one : labels;
    return "Weir: %s [%s]".formatted(Printable.of(of, LONGEST_SUBJECT), thread.substring(0, SHORT));
  }

  /** The last of the alternatives is the one that is shown. */
  private MimeMultipart alternatives() throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(content.text(), UTF_8, "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(MailHtml.of(content), UTF_8, "html");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(text);
    both.addBodyPart(html);
    return both;
  }

  private static String digest(String of) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Keeps the id that it is given; the superclass would draw another. */
  private static final class Identified extends MimeMessage {

    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
