package dev.weir.chaos.round;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Receives webhooks and keeps their alerts, in an inbox for each path. */
public final class AlertSink implements AutoCloseable {

  /** How a call is answered. */
  public enum Manner {
    OK("200 OK", ""),
    ERROR("500 Internal Server Error", ""),
    BUSY("429 Too Many Requests", "Retry-After: 1\r\n"),
    ELSEWHERE("302 Found", "Location: http://127.0.0.1:1/\r\n"),
    /** Takes a call and answers never. */
    HANG("", ""),
    /** Answers, letter by letter. */
    SLOW("200 OK", ""),
    /** Takes a call and cuts the line. */
    RESET("", ""),
    /** Answers and cuts the line. */
    RESET_AFTER_OK("200 OK", "");

    private final String status;
    private final String header;

    Manner(String status, String header) {
      this.status = status;
      this.header = header;
    }
  }

  /** Decides, when a call has come, how it is answered. */
  @FunctionalInterface
  public interface Conduct {
    Manner of(JsonNode call) throws Exception;
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_HANG_MILLIS = 60_000;

  private final ServerSocket socket;
  private final Map<String, AlertInbox> inboxes = new ConcurrentHashMap<>();
  private volatile Conduct conduct = call -> Manner.OK;

  private AlertSink(ServerSocket socket) {
    this.socket = socket;
  }

  public static AlertSink start() throws IOException {
    AlertSink sink = new AlertSink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("alert sink").start(sink::accept);
    return sink;
  }

  public String url(String path) {
    return "http://127.0.0.1:%d/%s".formatted(socket.getLocalPort(), path);
  }

  public AlertInbox inbox(String path) {
    return inboxes.computeIfAbsent("/" + path, key -> new AlertInbox());
  }

  public void conduct(Conduct next) {
    conduct = next;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String path = request(in);
      while (path != null) {
        JsonNode call = JSON.readTree(in.readNBytes(length(in)));
        if (!answer(client, path, call)) {
          return;
        }
        path = request(in);
      }
    } catch (Exception e) {
      // The caller went away, or was killed: that is what trials are for.
    }
  }

  /** Counts a notice as delivered once it is answered with success. */
  private boolean answer(Socket client, String path, JsonNode call) throws Exception {
    Manner manner = conduct.of(call);
    if (manner.status.startsWith("200")) {
      inboxes.computeIfAbsent(path, key -> new AlertInbox()).take(call);
    }
    byte[] reply =
        "HTTP/1.1 %s\r\n%sContent-Length: 0\r\n\r\n"
            .formatted(manner.status, manner.header)
            .getBytes(StandardCharsets.US_ASCII);
    switch (manner) {
      case OK, ERROR, BUSY, ELSEWHERE -> client.getOutputStream().write(reply);
      case HANG -> {
        client.setSoTimeout(LONGEST_HANG_MILLIS);
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return false;
      }
      case SLOW -> {
        for (byte letter : reply) {
          client.getOutputStream().write(letter);
          Thread.sleep(10);
        }
      }
      case RESET -> client.setSoLinger(true, 0);
      case RESET_AFTER_OK -> {
        client.getOutputStream().write(reply);
        client.setSoLinger(true, 0);
      }
    }
    return manner != Manner.RESET && manner != Manner.RESET_AFTER_OK;
  }

  private static @Nullable String request(InputStream in) throws IOException {
    String line = line(in);
    return line.isEmpty() ? null : line.split(" ", 3)[1];
  }

  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).trim());
      }
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
      if (letter != '\r') {
        line.append((char) letter);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
