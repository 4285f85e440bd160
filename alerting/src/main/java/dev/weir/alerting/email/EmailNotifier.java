package dev.weir.alerting.email;

import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one mail for each notification of a group. The mails of a group are one thread: all have
 * one subject, and refer to the first. A mail that is sent again has the id that it had before.
 *
 * <p>A recipient whom the server refuses for good is left out and reported; a mail that the server
 * does not take now reaches nobody and is sent again.
 */
public final class EmailNotifier implements Notifier {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  private final EmailSettings settings;
  private final MailServer server;

  /** Connects to nothing yet. */
  public EmailNotifier(EmailSettings settings) {
    this.settings = settings;
    this.server = new MailServer(settings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) throws InterruptedException {
    if (notification.notices().isEmpty()) {
      return new Delivery.Delivered();
    }
    try {
      List<InternetAddress> to = new ArrayList<>();
      for (String address : settings.to()) {
        to.add(EmailSettings.parsed(address));
      }
      return send(new Mail(notification, settings), to);
    } catch (MessagingException e) {
      return judge(e);
    }
  }

  /** Sends over a connection for each attempt: the server may close one on which it refused. */
  private Delivery send(Mail mail, List<InternetAddress> to)
      throws MessagingException, InterruptedException {
    List<InternetAddress> left = to;
    List<String> refused = new ArrayList<>();
    while (!left.isEmpty()) {
      SMTPTransport transport = server.connect();
      try {
        transport.sendMessage(mail.message(server.session(), to), left.toArray(new Address[0]));
        refused.forEach(
            who -> LOG.warn("receiver '{}': mail is not sent to {}", settings.name(), who));
        return new Delivery.Delivered();
      } catch (MessagingException e) {
        List<InternetAddress> good = withoutRefused(left, e, refused);
        if (good.size() == left.size()) {
          return judge(e);
        }
        left = good;
      } finally {
        server.close(transport);
      }
    }
    return new Delivery.Rejected("it refuses all recipients: " + String.join("; ", refused));
  }

  /** Those that the server did not refuse for good; nobody got the mail. */
  private static List<InternetAddress> withoutRefused(
      List<InternetAddress> to, MessagingException e, List<String> refused) {
    List<InternetAddress> good = new ArrayList<>(to);
    for (Exception next = e; next != null; next = next(next)) {
      if (next instanceof SMTPAddressFailedException of && isFinal(of.getReturnCode())) {
        good.remove(of.getAddress());
        refused.add(of.getAddress() + ": " + MailServer.line(of));
      }
    }
    return good;
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException mail ? mail.getNextException() : null;
  }

  private Delivery judge(MessagingException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while sending mail");
    }
    String reason = server.describe(e);
    boolean isFinal =
        (e instanceof AuthenticationFailedException && MailServer.line(e).startsWith("5"))
            || code(e).filter(EmailNotifier::isFinal).isPresent();
    return isFinal ? new Delivery.Rejected(reason) : new Delivery.RetryAfter(Duration.ZERO, reason);
  }

  /** The code of the answer to the mail, if there was one. */
  private static Optional<Integer> code(Exception e) {
    for (Exception next = e; next != null; next = next(next)) {
      int code =
          switch (next) {
            case SMTPSendFailedException failed -> failed.getReturnCode();
            case SMTPSenderFailedException failed -> failed.getReturnCode();
            case SMTPAddressFailedException failed -> failed.getReturnCode();
            default -> -1;
          };
      if (code > 0) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** 4xx says that it may be taken later. */
  private static boolean isFinal(int code) {
    return code >= 500;
  }

  @Override
  public Probe probe() throws InterruptedException {
    try {
      SMTPTransport transport = server.connect();
      try {
        return probe(transport);
      } finally {
        server.close(transport);
      }
    } catch (MessagingException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while asking the mail server");
      }
      return new Probe.Failed(server.describe(e));
    }
  }

  private Probe probe(SMTPTransport transport) throws MessagingException {
    if (!settings.user().isEmpty() && !transport.supportsExtension("AUTH")) {
      return new Probe.Failed("the mail server does not offer AUTH, so the password was not tried");
    }
    transport.issueCommand("MAIL FROM:<%s>".formatted(bare(settings.from())), 250);
    for (String address : settings.to()) {
      transport.issueCommand("RCPT TO:<%s>".formatted(bare(address)), 250);
    }
    transport.issueCommand("RSET", 250);
    String user = settings.user().isEmpty() ? "" : ", takes the password";
    return new Probe.Ready("it answers%s and accepts all recipients".formatted(user));
  }

  private static String bare(String address) throws MessagingException {
    return EmailSettings.parsed(address).getAddress();
  }
}
