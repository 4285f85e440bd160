package dev.weir.app.http.tls;

import dev.weir.app.http.routing.Recheck;
import dev.weir.settings.CertificateFiles;
import dev.weir.settings.HttpTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS side of connections, by the certificate in files that are read again by a new connection
 * if the last look was 10 s ago. While they cannot be read, the certificate stays as it is;
 * connections that are open keep theirs. TLS 1.3 and 1.2 only. Thread-safe.
 */
public final class ServerTls {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** A certificate, and the context that presents it. */
  private record Presented(CertificateFiles.Pair pair, SSLContext context) {}

  private final HttpTls files;
  private final Recheck recheck;
  private final Consumer<Instant> expiry;
  private volatile Presented presented;
  private volatile String problem = "";

  /**
   * Reads the files.
   *
   * @param expiry gets the time at which the first certificate of the chain expires, at each that
   *     is presented from then on
   * @throws IOException if they hold no certificate with its key; the message names the file
   */
  public ServerTls(HttpTls files, LongSupplier nanoTime, Consumer<Instant> expiry)
      throws IOException {
    this.files = files;
    this.recheck = new Recheck(PERIOD, nanoTime);
    this.expiry = expiry;
    this.presented = presented(CertificateFiles.read(files));
  }

  /**
   * Makes the server's side of connections.
   *
   * @throws UncheckedIOException if the files changed since the settings were read from them, so
   *     that they hold no certificate with its key
   */
  public static Supplier<SSLEngine> engines(
      HttpTls files, LongSupplier nanoTime, Consumer<Instant> expiry) {
    try {
      return new ServerTls(files, nanoTime, expiry)::engine;
    } catch (IOException e) {
      throw new UncheckedIOException("weir.http.tls-certificate-file: " + e.getMessage(), e);
    }
  }

  /** The server's side of one new connection. */
  public SSLEngine engine() {
    if (recheck.isDue()) {
      readAgain();
    }
    SSLEngine engine = presented.context().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(files.clientAuthority().isPresent());
    return engine;
  }

  /** The certificate that is presented. */
  X509Certificate certificate() {
    return leaf(presented.pair());
  }

  /** The certificates that those of clients must descend from; empty if clients need none. */
  List<X509Certificate> authorities() {
    return presented.pair().clientAuthorities();
  }

  private void readAgain() {
    try {
      CertificateFiles.Pair read = CertificateFiles.read(files);
      if (!read.hasCertificatesOf(presented.pair())) {
        presented = presented(read);
        LOG.info(
            "{}: the certificate of {} is presented from now on",
            files.certificate(),
            leaf(read).getSubjectX500Principal());
      }
      problem = "";
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(problem)) {
        LOG.warn(
            "weir.http.tls-certificate-file: {}; the certificate read before stays in use", reason);
      }
      problem = reason;
    }
  }

  private static X509Certificate leaf(CertificateFiles.Pair pair) {
    return pair.chain().getFirst();
  }

  private Presented presented(CertificateFiles.Pair pair) throws IOException {
    SSLContext context = TlsContexts.of(Optional.of(pair), pair.clientAuthorities());
    pair.chain().stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .ifPresent(expiry);
    return new Presented(pair, context);
  }
}
