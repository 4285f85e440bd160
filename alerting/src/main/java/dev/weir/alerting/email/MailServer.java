package dev.weir.alerting.email;

import dev.weir.monitoring.Printable;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the mail server. Each call waits for a bounded time only. */
final class MailServer {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");
  private static final int LONGEST = 300;

  private final EmailSettings settings;
  private final Session session;

  MailServer(EmailSettings settings) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings));
  }

  private static Properties properties(EmailSettings settings) {
    Properties properties = new Properties();
    String timeout = Long.toString(settings.timeout().toMillis());
    // Without these it waits for ever.
    properties.setProperty("mail.smtp.connectiontimeout", timeout);
    properties.setProperty("mail.smtp.timeout", timeout);
    properties.setProperty("mail.smtp.writetimeout", timeout);
    properties.setProperty("mail.smtp.sendpartial", "false");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.server().security()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        // Without it mail would be sent in clear to a server that does not offer TLS.
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    return properties;
  }

  Session session() {
    return session;
  }

  /** A connection that has logged in, if there is a user. */
  SMTPTransport connect() throws MessagingException {
    SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
    EmailSettings.Server server = settings.server();
    if (settings.user().isEmpty()) {
      transport.connect(server.host(), server.port(), null, null);
    } else {
      transport.connect(
          server.host(), server.port(), settings.user(), settings.password().reveal());
    }
    return transport;
  }

  /** Ends a connection; a server that does not answer to that changes no result. */
  void close(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("receiver '{}': the connection did not end in order", settings.name(), e);
    }
  }

  /** Describes a failure in one line that names the server and no secret. */
  String describe(MessagingException e) {
    EmailSettings.Server server = settings.server();
    String cause = line(e);
    if (e.getCause() != null && !cause.contains(String.valueOf(e.getCause().getMessage()))) {
      cause += ": " + e.getCause().getMessage();
    }
    String password = settings.user().isEmpty() ? "" : settings.password().reveal();
    String shown = password.isEmpty() ? cause : cause.replace(password, "***");
    return "%s:%d: %s".formatted(server.host(), server.port(), Printable.of(shown, LONGEST));
  }

  /** The first line of the message. */
  static String line(Exception e) {
    return Printable.of(
        String.valueOf(e.getMessage()).strip().lines().findFirst().orElse(""), LONGEST);
  }
}
