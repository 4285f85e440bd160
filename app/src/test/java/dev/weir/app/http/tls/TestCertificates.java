package dev.weir.app.http.tls;

import dev.weir.settings.HttpTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Certificates for 127.0.0.1 that nobody has signed, made with the tool of the JDK. That takes a
 * second: one of a name and algorithm is made once for all tests.
 */
public final class TestCertificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static final Map<String, KeyStore> MADE = new HashMap<>();

  private TestCertificates() {}

  /**
   * Writes a certificate and its key into a folder.
   *
   * @param algorithm of the key, such as RSA, EC or Ed25519; options of keytool may follow it, such
   *     as {@code RSA -keysize 2048}
   */
  public static synchronized HttpTls make(Path directory, String name, String algorithm)
      throws Exception {
    KeyStore keys = MADE.get(name + algorithm);
    if (keys == null) {
      keys = made(directory, name, algorithm);
      MADE.put(name + algorithm, keys);
    }
    HttpTls files = new HttpTls(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    write(files.certificate(), "CERTIFICATE", keys.getCertificate(name).getEncoded());
    write(files.key(), "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
    return files;
  }

  private static KeyStore made(Path directory, String name, String algorithm) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path log = directory.resolve("keytool.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                keytool.toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg"));
    command.addAll(List.of(algorithm.split(" ")));
    command.addAll(
        List.of(
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD)));
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(Files.readString(log));
    }
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private static void write(Path file, String what, byte[] bytes) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what));
  }
}
