package dev.weir.benchmarks.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Sends batches over one connection, each once the answer of the one before is there. It takes as
 * little of the processor as it can: bodies are made before, and used again and again.
 */
final class Sender {

  private static final int BODIES = 50;
  private static final long PAUSE_MILLIS = 50;

  private final int port;
  private final int number;
  private final AtomicLong acknowledged;
  private final AtomicLong refused;
  private final List<byte[]> bodies = new ArrayList<>();

  /**
   * Makes the bodies.
   *
   * @param number of the sender, by which its batches differ from those of others
   * @param acknowledged counts the records that were answered by 202
   * @param refused counts the batches that were answered by 503, and sent again
   */
  Sender(int port, int number, AtomicLong acknowledged, AtomicLong refused) {
    this.port = port;
    this.number = number;
    this.acknowledged = acknowledged;
    this.refused = refused;
    for (long i = 0; i < BODIES; i++) {
      bodies.add(Batches.batch(number * 1_000L + i));
    }
  }

  /** Sends until it is to stop. */
  void send(BooleanSupplier goesOn) throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (long sent = 0; goesOn.getAsBoolean(); ) {
        byte[] body = bodies.get((int) (sent % BODIES));
        out.write(request(body.length, sent));
        out.write(body);
        int status = answer(in);
        switch (status) {
          case 202 -> {
            acknowledged.addAndGet(Batches.LINES);
            sent++;
          }
          case 503 -> {
            refused.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
          }
          default -> throw new IOException("a batch was answered by " + status);
        }
      }
    }
  }

  private byte[] request(int length, long sent) {
    return """
    POST /api/v1/observations HTTP/1.1\r
    Host: 127.0.0.1:%d\r
    Content-Type: application/x-ndjson\r
    Idempotency-Key: %d-%d\r
    Content-Length: %d\r
    \r
    """
        .formatted(port, number, sent, length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads an answer to its end, and returns its status. */
  private static int answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the service has closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
