package dev.weir.app.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.settings.CertificateFiles;
import dev.weir.settings.HttpTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {

  private static final long PERIOD = Duration.ofSeconds(10).toNanos();

  @TempDir Path directory;

  private final AtomicLong clock = new AtomicLong();
  private final AtomicReference<Instant> expiry = new AtomicReference<>(Instant.MIN);

  @Test
  void a_renewed_certificate_is_presented_to_connections_after_the_next_look() throws Exception {
    HttpTls files = TestCertificates.make(directory, "old", "EC");
    HttpTls renewed = TestCertificates.make(directory, "new", "RSA -validity 7");
    Instant old = expiry(files);
    Instant later = expiry(renewed);
    ServerTls tls = new ServerTls(files, clock::get, expiry::set);

    move(renewed, files);
    clock.set(PERIOD - 1);
    assertThat(presented(tls)).isEqualTo("CN=old");
    assertThat(expiry.get()).isEqualTo(old).isNotEqualTo(later);
    clock.set(PERIOD);
    assertThat(presented(tls)).isEqualTo("CN=new");
    assertThat(expiry.get()).isEqualTo(later);
  }

  @Test
  void clients_need_a_certificate_once_an_authority_is_named_and_it_is_read_again()
      throws Exception {
    HttpTls own = TestCertificates.make(directory, "old", "EC");
    HttpTls first = TestCertificates.make(directory, "first", "EC");
    HttpTls second = TestCertificates.make(directory, "second", "EC");
    Path authority = Files.copy(first.certificate(), directory.resolve("authority.pem"));
    ServerTls open = new ServerTls(own, clock::get, expiry::set);
    ServerTls mutual =
        new ServerTls(
            new HttpTls(own.certificate(), own.key(), Optional.of(authority)),
            clock::get,
            expiry::set);

    assertThat(open.engine().getNeedClientAuth()).isFalse();
    assertThat(mutual.engine().getNeedClientAuth()).isTrue();
    assertThat(mutual.authorities()).isEqualTo(CertificateFiles.read(first).chain());
    Files.copy(second.certificate(), authority, StandardCopyOption.REPLACE_EXISTING);
    clock.set(PERIOD);
    assertThat(mutual.engine().getNeedClientAuth()).isTrue();
    assertThat(mutual.authorities()).isEqualTo(CertificateFiles.read(second).chain());
  }

  @Test
  void while_the_files_cannot_be_used_the_certificate_stays_as_it_is() throws Exception {
    HttpTls files = TestCertificates.make(directory, "old", "EC");
    HttpTls renewed = TestCertificates.make(directory, "new", "EC");
    ServerTls tls = new ServerTls(files, clock::get, expiry::set);
    Files.copy(renewed.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);

    clock.set(PERIOD);
    assertThat(presented(tls)).as("its key is not there yet").isEqualTo("CN=old");
    move(renewed, files);
    clock.set(2 * PERIOD);
    assertThat(presented(tls)).isEqualTo("CN=new");
  }

  @Test
  void versions_of_tls_before_1_2_are_off() throws Exception {
    ServerTls tls =
        new ServerTls(TestCertificates.make(directory, "old", "EC"), clock::get, expiry::set);

    assertThat(tls.engine().getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
  }

  private static void move(HttpTls from, HttpTls to) throws Exception {
    Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Instant expiry(HttpTls files) throws Exception {
    return CertificateFiles.read(files).chain().getFirst().getNotAfter().toInstant();
  }

  /** The name in the certificate of the next connection. */
  private static String presented(ServerTls tls) {
    tls.engine();
    return tls.certificate().getSubjectX500Principal().getName();
  }
}
