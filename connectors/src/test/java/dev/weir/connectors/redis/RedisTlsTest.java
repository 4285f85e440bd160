package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Over TLS only a server that is trusted, and is who it is meant to be, is talked to. */
@Timeout(120)
class RedisTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path directory;

  @Test
  void a_trusted_server_of_the_right_name_is_read_and_no_other() throws Exception {
    makeCertificate("server", "ip:127.0.0.1");
    makeCertificate("stranger", "ip:127.0.0.1");
    try (RedisServer server = tlsServer("server")) {
      Link.open(address(server, "127.0.0.1", Optional.of(pem("server"))), System::nanoTime).close();

      assertThatThrownBy(
              () -> Link.open(address(server, "127.0.0.1", Optional.empty()), System::nanoTime))
          .isInstanceOf(RedisFailure.class);
      assertThatThrownBy(() ->
              Link.open(
                  address(server, "127.0.0.1", Optional.of(pem("stranger"))), System::nanoTime))
          .isInstanceOf(RedisFailure.class);
      assertThatThrownBy(() ->
              Link.open(address(server, "localhost", Optional.of(pem("server"))), System::nanoTime))
          .isInstanceOf(RedisFailure.class)
          .hasMessageContaining("localhost");
    }
  }

  private RedisServer tlsServer(String name) throws IOException {
    RedisServer server =
        RedisServer.started(
            directory.resolve("data"),
            "--port",
            "0",
            "--tls-port",
            "PORT",
            "--tls-auth-clients",
            "no",
            "--tls-cert-file",
            pem(name).toString(),
            "--tls-key-file",
            directory.resolve(name + ".key").toString(),
            "--tls-ca-cert-file",
            pem(name).toString());
    RedisAddress address = address(server, "127.0.0.1", Optional.of(pem(name)));
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try (Link link = Link.open(address, System::nanoTime)) {
        link.call(Command.PING);
        return server;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static RedisAddress address(RedisServer server, String host, Optional<Path> authority) {
    return RedisAddress.of(
        "rediss://" + host + ":" + server.port(),
        "",
        Secret.NONE,
        authority,
        Duration.ofSeconds(5));
  }

  private Path pem(String name) {
    return directory.resolve(name + ".pem");
  }

  /** A certificate that nobody has signed, and its key, with the tool of the JDK. */
  private void makeCertificate(String name, String of) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    int code =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + of,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(Files.readString(directory.resolve("keytool.log")));
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    writePem(pem(name), "CERTIFICATE", keys.getCertificate(name).getEncoded());
    writePem(
        directory.resolve(name + ".key"), "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
  }

  private static void writePem(Path file, String what, byte[] bytes) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what));
  }
}
