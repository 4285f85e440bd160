package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.monitoring.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A server on loopback that answers each command with the bytes of a script. */
final class ScriptedRedis implements AutoCloseable {

  /** Instead of a reply: the connection is closed. */
  static final byte[] HANG_UP = {};

  private final ServerSocket listener;
  private final Function<String, byte[]> script;

  private ScriptedRedis(ServerSocket listener, Function<String, byte[]> script) {
    this.listener = listener;
    this.script = script;
  }

  /** Answers every command, by its name, as the script says. */
  static ScriptedRedis start(Function<String, byte[]> script) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ScriptedRedis server = new ScriptedRedis(listener, script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  String place() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  RedisAddress address(String scheme, Duration timeout) {
    return RedisAddress.of(scheme + "://" + place(), "", Secret.NONE, Optional.empty(), timeout);
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // The test is over.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        byte[] reply = script.apply(command(in));
        if (reply.length == 0) {
          return;
        }
        socket.getOutputStream().write(reply);
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      return; // The client has gone.
    }
  }

  /** The name of the next command; anything else, such as TLS, is one unnamed command. */
  private static String command(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new IOException("closed");
    }
    if (first != '*') {
      in.skipNBytes(in.available());
      return "";
    }
    int texts = Integer.parseInt(line(in));
    String name = "";
    for (int i = 0; i < texts; i++) {
      int length = Integer.parseInt(line(in).substring(1));
      String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      in.skipNBytes(2);
      name = i == 0 ? text : name;
    }
    return name;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\r') {
      if (next < 0) {
        throw new IOException("closed");
      }
      line.append((char) next);
      next = in.read();
    }
    in.skipNBytes(1);
    return line.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
