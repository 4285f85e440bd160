package dev.weir.settings;

import dev.weir.settings.hocon.Section;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads where requests are answered, and whose. */
final class HttpReader {

  private static final int MOST_CONNECTIONS = 10_000;
  private static final double MOST_RATE = 1e6;

  private HttpReader() {}

  /** The settings of the section {@code http}; empty if no requests are answered. */
  static Optional<WeirSettings.Http> read(Section http) {
    boolean enabled = http.flag("enabled");
    String host = http.text("host");
    int port = http.integer("port", 0, 65_535);
    List<String> names =
        http.texts("names").stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    HttpAccess access =
        new HttpAccess(
            isLoopback(host), names, tokens(http), tokensFile(http), http.flag("open-metrics"));
    HttpLimits limits = limits(http);
    Optional<HttpTls> tls = tls(http);
    http.refuseUnknownKeys();
    if (enabled && host.isEmpty()) {
      http.problem("host", "must be an address such as 127.0.0.1");
    } else if (enabled && !access.loopback() && !access.needsToken()) {
      http.problem(
          "host",
          ("is '%s', which other machines can reach: set tokens or tokens-file (weir token prints a"
                  + " token and its line), or bind a loopback address such as 127.0.0.1")
              .formatted(host));
    }
    return enabled
        ? Optional.of(new WeirSettings.Http(host, port, access, limits, tls))
        : Optional.empty();
  }

  private static HttpLimits limits(Section http) {
    int connections = http.integer("max-connections", 1, MOST_CONNECTIONS);
    int ofClient = http.integer("max-connections-per-client", 1, MOST_CONNECTIONS);
    double rate = http.number("batches-per-second", 0, MOST_RATE);
    return new HttpLimits(connections, ofClient, HttpLimits.REQUEST, rate);
  }

  private static Optional<HttpTls> tls(Section http) {
    Path authority = http.path("tls-client-authority-file");
    HttpTls files =
        new HttpTls(
            http.path("tls-certificate-file"),
            http.path("tls-key-file"),
            authority.toString().isEmpty() ? Optional.empty() : Optional.of(authority));
    boolean hasCertificate = !files.certificate().toString().isEmpty();
    boolean hasKey = !files.key().toString().isEmpty();
    if (hasCertificate != hasKey) {
      http.problem(
          hasKey ? "tls-certificate-file" : "tls-key-file",
          "must be set as well: TLS needs a certificate and its key");
      return Optional.empty();
    }
    if (!hasCertificate) {
      if (files.clientAuthority().isPresent()) {
        http.problem(
            "tls-client-authority-file",
            "needs tls-certificate-file and tls-key-file: without TLS no client has a certificate");
      }
      return Optional.empty();
    }
    try {
      CertificateFiles.read(files);
    } catch (IOException e) {
      http.problem("tls-certificate-file", "and tls-key-file cannot be used: " + e.getMessage());
    }
    return Optional.of(files);
  }

  private static List<AccessToken> tokens(Section http) {
    List<AccessToken> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section entry : http.sections("tokens")) {
      AccessToken.Role role = entry.choice("role", AccessToken.Role.class);
      String name = entry.text("name");
      String hash = entry.text("sha256");
      entry.refuseUnknownKeys();
      if (entry.has("name") && AccessToken.name(name).isEmpty()) {
        entry.problem("name", "must be 1 to 64 letters, digits, dots, dashes and underscores");
      } else if (!names.add(name) && !name.isEmpty()) {
        entry.problem("name", "is '%s' a second time; give each token its own".formatted(name));
      }
      if (entry.has("sha256") && AccessToken.hash(hash).isEmpty()) {
        entry.problem(
            "sha256",
            "must be the SHA-256 of the token in 64 hexadecimal digits in lower case, as weir token"
                + " prints it");
      }
      tokens.add(new AccessToken(name, role, hash));
    }
    return tokens;
  }

  private static Optional<Path> tokensFile(Section http) {
    Path file = http.path("tokens-file");
    if (file.toString().isEmpty()) {
      return Optional.empty();
    }
    try {
      TokensFile.read(file);
    } catch (IOException e) {
      http.problem("tokens-file", "cannot be used: " + e.getMessage());
    }
    return Optional.of(file);
  }

  private static boolean isLoopback(String host) {
    // Only literal addresses and the one name: no name is looked up.
    if (!host.equals("localhost") && !host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
