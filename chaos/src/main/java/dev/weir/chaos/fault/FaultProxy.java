package dev.weir.chaos.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a server, and treats what they say badly. */
public final class FaultProxy implements AutoCloseable {

  /** A fault of the line. */
  public enum Fault {
    NONE,
    /** Each piece waits, and goes on in small parts. */
    SLOW,
    /** Holds back the replies of the server; requests pass. */
    HALF_OPEN,
    /** Nothing passes, and neither side sees an error. */
    BLACK_HOLE,
    /** Lines are cut as soon as they are made. */
    REFUSED,
    /** The server is said to be loading still. */
    LOADING
  }

  private static final byte[] LOADING =
      "-LOADING Redis is loading the dataset in memory\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SMALL = 512;
  private static final long LATENCY_MILLIS = 2;

  private final ServerSocket socket;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = Fault.NONE;

  private FaultProxy(ServerSocket socket, int to) {
    this.socket = socket;
    this.to = to;
  }

  /** Listens on a spare port for what is meant for this one. */
  public static FaultProxy to(int port) throws IOException {
    FaultProxy proxy =
        new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().name("proxy").start(proxy::accept);
    return proxy;
  }

  public int port() {
    return socket.getLocalPort();
  }

  public void fault(Fault next) {
    fault = next;
    if (next == Fault.REFUSED || next == Fault.LOADING) {
      cut();
    }
  }

  /** Cuts all lines at once. */
  public void cut() {
    open.forEach(FaultProxy::reset);
  }

  private static void reset(Socket one) {
    try {
      one.setSoLinger(true, 0);
    } catch (IOException e) {
      // Then it is closed already.
    }
    close(one);
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
    open.add(client);
    try (client) {
      if (fault == Fault.REFUSED) {
        client.setSoLinger(true, 0);
        return;
      }
      if (fault == Fault.LOADING) {
        if (client.getInputStream().read() >= 0) {
          client.getOutputStream().write(LOADING);
        }
        return;
      }
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), to)) {
        open.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, false));
        pass(server, client, true);
        open.remove(server);
      }
    } catch (IOException e) {
      // One side went away, and the other sees the end of the connection.
    } finally {
      open.remove(client);
    }
  }

  private void pass(Socket from, Socket into, boolean reply) {
    byte[] bytes = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        pass(bytes, length, out, reply);
      }
      into.shutdownOutput();
    } catch (IOException e) {
      close(into);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(byte[] bytes, int length, OutputStream out, boolean reply)
      throws IOException, InterruptedException {
    while (fault == Fault.BLACK_HOLE || (fault == Fault.HALF_OPEN && reply)) {
      TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
    }
    if (fault != Fault.SLOW) {
      out.write(bytes, 0, length);
      return;
    }
    for (int at = 0; at < length; at += SMALL) {
      TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
      out.write(bytes, at, Math.min(SMALL, length - at));
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up, whatever state it is in.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    cut();
  }
}
