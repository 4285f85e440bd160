package dev.weir.app.http.pekko;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refused requests: one line a minute for each client and status, with the number of those in
 * between. Nothing that the client sent is in the line. Thread-safe.
 */
final class RefusalLog {

  /** Clients and statuses that are kept. */
  static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  private static final class Line {
    private long at;
    private long since;
  }

  private final LongSupplier nanoTime;
  private final Map<String, Line> lines =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Line> eldest) {
          return size() > MOST;
        }
      };

  RefusalLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Counts a refused request of a client. */
  synchronized void add(String client, int status) {
    long now = nanoTime.getAsLong();
    Line line = lines.get(client + " " + status);
    if (line == null) {
      line = new Line();
      lines.put(client + " " + status, line);
      LOG.warn("a request of {} is refused with {}", client, status);
    } else if (now - line.at < PERIOD) {
      line.since++;
      return;
    } else {
      LOG.warn(
          "a request of {} is refused with {}, and {} before it since the last line",
          client,
          status,
          line.since);
    }
    line.at = now;
    line.since = 0;
  }
}
