package dev.weir.alerting.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Answers posts as Alertmanager 0.25.0 was seen to: an array is taken and its good alerts are kept
 * although one is refused; everything else is refused with the recorded status and body.
 */
final class RecordedAlertmanager implements AlertmanagerServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bodies of the posts, oldest first. */
  final List<JsonNode> posts = new CopyOnWriteArrayList<>();

  private final Map<Map<String, String>, Instant> ends = new LinkedHashMap<>();
  private final HttpServer server;

  /** The status of every answer; 0 to answer as recorded. */
  volatile int status;

  RecordedAlertmanager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/prefix/api/v2/alerts", this::alerts);
    server.createContext("/prefix/api/v2/status", exchange -> answer(exchange, 200, "{}"));
    server.start();
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:%d/prefix/".formatted(server.getAddress().getPort()));
  }

  @Override
  public synchronized List<Map<String, String>> active() {
    return ends.entrySet().stream()
        .filter(alert -> alert.getValue().isAfter(Instant.now()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void alerts(HttpExchange exchange) throws IOException {
    if (status != 0) {
      answer(exchange, status, "");
      return;
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!"application/json".equals(type)) {
      answer(exchange, 415, "{\"code\":415,\"message\":\"unsupported media type\"}");
      return;
    }
    JsonNode body;
    try {
      body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException e) {
      answer(exchange, 400, "{\"code\":400,\"message\":\"parsing alerts body failed\"}");
      return;
    }
    posts.add(body);
    if (!body.isArray()) {
      answer(exchange, 400, "{\"code\":400,\"message\":\"cannot unmarshal object\"}");
      return;
    }
    List<String> problems = new ArrayList<>();
    body.forEach(alert -> take(alert, problems));
    answer(
        exchange,
        problems.isEmpty() ? 200 : 400,
        problems.isEmpty() ? "" : JSON.writeValueAsString(String.join("; ", problems)));
  }

  private synchronized void take(JsonNode alert, List<String> problems) {
    Map<String, String> labels = new TreeMap<>();
    alert.get("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    labels.values().removeIf(String::isEmpty);
    Instant start = Instant.parse(alert.get("startsAt").textValue());
    Instant end = Instant.parse(alert.get("endsAt").textValue());
    boolean named = labels.keySet().stream().allMatch(n -> n.matches("[a-zA-Z_][a-zA-Z0-9_]*"));
    // The refusal of one series stands for whatever a real one refuses.
    if (labels.isEmpty() || !named || end.isBefore(start) || labels.containsValue("refused")) {
      problems.add("invalid label set: " + labels);
    } else {
      ends.put(labels, end);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
