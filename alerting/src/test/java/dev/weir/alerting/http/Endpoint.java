package dev.weir.alerting.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real HTTP server that keeps what it is sent and answers as it was told to. */
public final class Endpoint implements AutoCloseable {

  /** One call. */
  public record Call(String method, String path, Map<String, List<String>> headers, byte[] body) {
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** How it answers. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Answer answer = exchange -> exchange.sendResponseHeaders(200, -1);

  public Endpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public void answers(Answer how) {
    answer = how;
  }

  public void answers(int status, String body) {
    answer =
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        };
  }

  public URI url() {
    return URI.create("http://127.0.0.1:%d/api?token=canary".formatted(port()));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
