package dev.weir.alerting.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** A server below HTTP: reads a call, writes some text, and then keeps or resets the connection. */
final class RawEndpoint implements AutoCloseable {

  private final ServerSocket server;
  private final Semaphore end = new Semaphore(0);

  /** Answers one call. */
  RawEndpoint(String answer, Ending ending) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(answer, ending));
  }

  enum Ending {
    RESETS,
    HANGS
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
  }

  private void serve(String answer, Ending ending) {
    try (Socket socket = server.accept()) {
      readCall(socket);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      if (ending == Ending.RESETS) {
        socket.setSoLinger(true, 0);
      } else {
        end.acquire();
      }
    } catch (IOException e) {
      // The other side went away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    end.release();
    server.close();
  }
}
