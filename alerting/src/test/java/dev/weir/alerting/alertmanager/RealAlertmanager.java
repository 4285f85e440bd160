package dev.weir.alerting.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of Debian's prometheus-alertmanager on a spare port, in a directory of its own. */
final class RealAlertmanager implements AlertmanagerServer {

  private static final String PROGRAM = "prometheus-alertmanager";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final int port;
  private final Process process;

  static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, PROGRAM)));
  }

  RealAlertmanager() throws Exception {
    directory = Files.createTempDirectory("weir-alertmanager");
    Path config =
        Files.writeString(
            directory.resolve("am.yml"),
            "route: { receiver: none }\nreceivers: [{ name: none }]\n");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process =
        new ProcessBuilder(
                PROGRAM,
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.route-prefix=/prefix",
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    awaitReady();
  }

  private void awaitReady() throws Exception {
    while (process.isAlive()) {
      try {
        if (get("/-/ready").statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet; the process is asked again, or it has ended.
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new IllegalStateException(Files.readString(directory.resolve("log")));
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:%d/prefix".formatted(port));
  }

  @Override
  public List<Map<String, String>> active() throws Exception {
    List<Map<String, String>> active = new ArrayList<>();
    for (JsonNode alert : JSON.readTree(get("/api/v2/alerts?active=true").body())) {
      Map<String, String> labels = new TreeMap<>();
      alert.get("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      active.add(labels);
    }
    return active;
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
