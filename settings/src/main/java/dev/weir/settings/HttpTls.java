package dev.weir.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files with which the HTTP interface serves TLS.
 *
 * @param certificate a PEM file: the certificate of the service first, then those that signed it
 * @param key a PEM file with the private key of the certificate, in PKCS #8
 * @param clientAuthority a PEM file of the certificates that those of clients must descend from;
 *     empty if clients need none
 */
public record HttpTls(Path certificate, Path key, Optional<Path> clientAuthority) {

  /** Files for clients that need no certificate. */
  public HttpTls(Path certificate, Path key) {
    this(certificate, key, Optional.empty());
  }
}
