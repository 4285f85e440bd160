package dev.weir.alerting.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A server below HTTP for one call: it reads the call, writes a text, and then ends in one of
 * several ways.
 */
public final class RawEndpoint implements AutoCloseable {

  private final ServerSocket server;
  private final CompletableFuture<Long> sent = new CompletableFuture<>();

  /** How it goes on behind its text. */
  public sealed interface Ending {}

  public enum Once implements Ending {
    RESETS,
    CLOSES,
    HANGS
  }

  /** It writes this text until the other side closes the connection. */
  public record Repeats(String text) implements Ending {}

  public RawEndpoint(String answer, Ending ending) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(answer, ending));
  }

  /** Bytes that it wrote; complete once the connection is closed. */
  public CompletableFuture<Long> sent() {
    return sent;
  }

  public int port() {
    return server.getLocalPort();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
  }

  private void serve(String answer, Ending ending) {
    long bytes = 0;
    try (Socket socket = server.accept()) {
      readCall(socket);
      bytes += write(socket, answer);
      switch (ending) {
        case Once.RESETS -> socket.setSoLinger(true, 0);
        case Once.CLOSES -> {}
        case Once.HANGS -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        case Repeats(String text) -> {
          while (true) {
            bytes += write(socket, text);
          }
        }
      }
    } catch (IOException e) {
      // The other side closed the connection.
    } finally {
      sent.complete(bytes);
    }
  }

  private static int write(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(bytes);
    return bytes.length;
  }

  private static void readCall(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] bytes = new byte[8192];
    int length = Integer.MAX_VALUE;
    while (text.length() < length) {
      int read = socket.getInputStream().read(bytes);
      if (read < 0) {
        return;
      }
      text.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
      int body = text.indexOf("\r\n\r\n");
      String name = "Content-Length: ";
      int at = text.indexOf(name);
      if (body >= 0 && at >= 0) {
        String number = text.substring(at + name.length(), text.indexOf("\r\n", at));
        length = body + 4 + Integer.parseInt(number);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
