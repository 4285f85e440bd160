package dev.weir.app.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.settings.CertificateFiles;
import dev.weir.settings.HttpTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFilesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void reads_a_certificate_and_its_key(String algorithm) throws Exception {
    HttpTls files = TestCertificates.make(directory, "weir", algorithm);

    CertificateFiles.Pair pair = CertificateFiles.read(files);

    assertThat(pair.chain()).hasSize(1);
    assertThat(pair.chain().getFirst().getSubjectX500Principal().getName()).isEqualTo("CN=weir");
    assertThat(pair.toString()).isEqualTo("Pair[CN=weir]");
  }

  @Test
  void a_chain_keeps_its_order() throws Exception {
    HttpTls files = TestCertificates.make(directory, "weir", "EC");
    HttpTls signer = TestCertificates.make(directory, "signer", "EC");
    Files.writeString(
        files.certificate(),
        "Subject: weir\n"
            + Files.readString(files.certificate())
            + Files.readString(signer.certificate()));

    assertThat(CertificateFiles.read(files).chain())
        .extracting(certificate -> certificate.getSubjectX500Principal().getName())
        .containsExactly("CN=weir", "CN=signer");
  }

  @Test
  void refuses_the_key_of_another_certificate() throws Exception {
    HttpTls one = TestCertificates.make(directory, "one", "EC");
    HttpTls other = TestCertificates.make(directory, "other", "EC");
    HttpTls rsa = TestCertificates.make(directory, "rsa", "RSA");

    assertRefused(
        new HttpTls(one.certificate(), other.key()),
        "the key in %s is not the key of the first certificate in %s"
            .formatted(other.key(), one.certificate()));
    assertRefused(
        new HttpTls(one.certificate(), rsa.key()),
        "the key in %s cannot be read as a key of type EC".formatted(rsa.key()));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA -keysize 2048,RSA",
    "RSA,RSA -keysize 2048",
    "EC -groupname secp256r1,EC -groupname secp384r1",
    "EC -groupname secp384r1,EC -groupname secp256r1",
    "Ed25519,Ed448",
    "Ed448,Ed25519"
  })
  void refuses_the_key_of_another_certificate_of_another_size(String certificate, String key)
      throws Exception {
    HttpTls one = TestCertificates.make(directory, nameOf(certificate), certificate);
    HttpTls other = TestCertificates.make(directory, nameOf(key), key);

    assertRefused(
        new HttpTls(one.certificate(), other.key()),
        "the key in %s is not the key of the first certificate in %s"
            .formatted(other.key(), one.certificate()));
  }

  @Test
  void names_the_command_that_converts_an_older_form_of_key() throws Exception {
    HttpTls files = TestCertificates.make(directory, "weir", "RSA");
    Files.writeString(
        files.key(), Files.readString(files.key()).replace("PRIVATE KEY", "RSA PRIVATE KEY"));

    assertRefused(files, "openssl pkcs8 -topk8 -nocrypt -in " + files.key());
  }

  @Test
  void refuses_files_that_hold_something_else() throws Exception {
    HttpTls files = TestCertificates.make(directory, "weir", "EC");
    Path text = Files.writeString(directory.resolve("text"), "not PEM");
    Path empty = Files.writeString(directory.resolve("empty"), "");
    Path large = Files.writeString(directory.resolve("large"), "x".repeat(300_000));

    assertRefused(new HttpTls(text, files.key()), text + " ");
    assertRefused(new HttpTls(empty, files.key()), empty + " holds no certificate");
    assertRefused(new HttpTls(large, files.key()), "larger than 256 KiB");
    assertRefused(new HttpTls(directory.resolve("gone"), files.key()), "gone does not exist");
    assertRefused(new HttpTls(files.certificate(), text), text + " holds no private key");
    assertRefused(new HttpTls(files.certificate(), files.certificate()), "holds no private key");
    assertRefused(new HttpTls(files.certificate(), directory.resolve("gone")), "gone does not");
    Files.writeString(
        files.key(), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    assertRefused(files, "cannot be read as a key of type EC");
  }

  @Test
  void refuses_a_key_that_others_can_read() throws Exception {
    HttpTls files = TestCertificates.make(directory, "weir", "EC");

    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(files, "other users can use the key");
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(CertificateFiles.read(files).chain()).hasSize(1);
  }

  /** One name for each algorithm, so that a key is made once and serves two cases. */
  private static String nameOf(String algorithm) {
    return algorithm.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static void assertRefused(HttpTls files, String message) {
    assertThatThrownBy(() -> CertificateFiles.read(files))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("c2VjcmV0");
  }
}
