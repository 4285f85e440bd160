package dev.weir.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of {@code weir run} that is asked what it has read, and what processor time it took.
 */
final class MeasuredWeir implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("page at (http://\\S+/)");
  private static final long LOOK_MILLIS = 20;
  private static final int LOOKS = 3_000;

  /**
   * A moment of the process.
   *
   * @param nanoTime of this process
   * @param settled records that were scored or were the first of their series
   * @param cpuNanos processor time since its start
   */
  record Moment(long nanoTime, long settled, long cpuNanos) {

    /** Records a second since an earlier moment. */
    double rate(Moment since) {
      return (settled - since.settled) * 1e9 / (nanoTime - since.nanoTime);
    }

    /** Processor time per record since an earlier moment, in ns. */
    double cost(Moment since) {
      return (double) (cpuNanos - since.cpuNanos) / (settled - since.settled);
    }
  }

  private final Process process;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Starts it in a directory of its own, and returns once it listens. */
  MeasuredWeir(Path weir, Path directory, String source) throws IOException, InterruptedException {
    Path config = directory.resolve("weir.conf");
    Files.writeString(
        config,
        """
        weir {
          sources = [%s]
          detectors = [{ type = z-score }]
          sinks = []
          http.port = 0
          checkpointing.directory = state
          dead-letters.path = ""
        }
        """
            .formatted(source));
    Path log = directory.resolve("log");
    process =
        new ProcessBuilder(List.of(weir.toAbsolutePath() + "", "run", "-c", config + ""))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    address = address(log);
  }

  private URI address(Path log) throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS && process.isAlive(); look++) {
      Matcher line = ADDRESS.matcher(Files.readString(log));
      if (line.find()) {
        return URI.create(line.group(1));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    process.destroyForcibly();
    throw new IOException("weir run does not listen: " + Files.readString(log));
  }

  int port() {
    return address.getPort();
  }

  /** The process id, for a profiler. */
  long pid() {
    return process.pid();
  }

  Moment now() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve("/api/v1/status")).build(),
            HttpResponse.BodyHandlers.ofString());
    long cpu = process.info().totalCpuDuration().orElseThrow().toNanos();
    JsonNode records = JsonMapper.builder().build().readTree(answer.body()).path("records");
    long settled = records.path("scored").asLong() + records.path("warming").asLong();
    return new Moment(System.nanoTime(), settled, cpu);
  }

  /** The first moment at which so many records are settled. */
  Moment after(long records) throws IOException, InterruptedException {
    Moment moment = now();
    while (moment.settled() < records) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      if (!process.isAlive()) {
        throw new IOException("weir run has ended");
      }
      moment = now();
    }
    return moment;
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly().onExit().join();
  }
}
