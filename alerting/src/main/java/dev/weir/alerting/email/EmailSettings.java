package dev.weir.alerting.email;

import dev.weir.alerting.message.MessageSettings;
import dev.weir.monitoring.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A mail server and the people who get mail.
 *
 * @param server the port is 587 for {@link Security#STARTTLS} and 465 for {@link Security#TLS} as a
 *     rule
 * @param user of the server; empty if it asks for none
 * @param from one address; its domain is that of the ids of mails
 * @param to at least one address
 * @param timeout for the connection, for each answer and for each write
 */
public record EmailSettings(
    String name,
    Server server,
    String user,
    Secret password,
    String from,
    List<String> to,
    Duration timeout,
    MessageSettings message) {

  /** How a connection is kept from being read. */
  public enum Security {
    /** Plain at first, then TLS; refused if the server does not offer it. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    /** None. A password is never sent in this way. */
    NONE
  }

  /** Holds the address of a server. */
  public record Server(String host, int port, Security security) {}

  public EmailSettings {
    to = List.copyOf(to);
  }

  /** Why a text is not the address of a mailbox; empty if it is. */
  public static Optional<String> problem(String address) {
    try {
      if (parsed(address).getAddress().indexOf('@') < 0) {
        return Optional.of("has no @");
      }
      return Optional.empty();
    } catch (AddressException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The strict form: others take line ends, with which a header could be added. */
  static InternetAddress parsed(String address) throws AddressException {
    InternetAddress parsed = new InternetAddress(address, true);
    parsed.validate();
    return parsed;
  }
}
