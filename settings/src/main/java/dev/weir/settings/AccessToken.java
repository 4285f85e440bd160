package dev.weir.settings;

import java.util.Optional;

/**
 * A bearer token of the HTTP interface, which is known by its hash only.
 *
 * @param name 1 to 64 letters, digits, dots, dashes and underscores; the log shows it
 * @param sha256 of the token in UTF-8: 64 hexadecimal digits in lower case
 */
public record AccessToken(String name, Role role, String sha256) {

  /** The requests that a token allows. */
  public enum Role {
    /** To send records. */
    INGEST,
    /** To read the state of the service. */
    READ,
    /** Everything. */
    ADMIN
  }

  /** A name as the settings allow it; empty for another. */
  static Optional<String> name(String text) {
    return text.matches("[A-Za-z0-9._-]{1,64}") ? Optional.of(text) : Optional.empty();
  }

  /** A hash as the settings allow it; empty for another. */
  static Optional<String> hash(String text) {
    return text.matches("[0-9a-f]{64}") ? Optional.of(text) : Optional.empty();
  }

  @Override
  public String toString() {
    return "AccessToken[%s, %s]".formatted(name, role);
  }
}
