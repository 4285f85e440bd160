package dev.weir.benchmarks.ingest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Records a second that {@code weir run} takes over HTTP with a z-score: batches of 1,000 records
 * of 1,000 series as NDJSON over 4 connections, each acknowledged once it is forced to disk, from
 * clients in this process on the same machine. Beside it the processor time per record of the
 * service, and that of the same records from a file. Arguments: the launcher, how many runs, and
 * the seconds to measure after as many seconds of warming up. Ends with 1 if a record was lost.
 */
public final class IngestThroughput {

  private static final int CONNECTIONS = 4;
  private static final long BATCHES_OF_FILE = 6_000;
  private static final Path LOAD = Path.of("/proc/loadavg");

  private final Path weir;
  private final long seconds;

  private IngestThroughput(Path weir, long seconds) {
    this.weir = weir;
    this.seconds = seconds;
  }

  public static void main(String[] args) throws Exception {
    IngestThroughput bench = new IngestThroughput(Path.of(args[0]), Long.parseLong(args[2]));
    boolean sound = true;
    System.out.println(
        "| run | records/s | ns CPU/record | from a file | ratio | 503 | lost | load |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int run = 1; run <= Integer.parseInt(args[1]); run++) {
      sound &= bench.run(run);
    }
    System.exit(sound ? 0 : 1);
  }

  private boolean run(int run) throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    double rate;
    double cost;
    boolean lost;
    Path directory = Files.createTempDirectory("weir-ingest");
    try (MeasuredWeir service = new MeasuredWeir(weir, directory, "{ name = sent, type = http }")) {
      AtomicBoolean goesOn = new AtomicBoolean(true);
      List<CompletableFuture<Void>> senders =
          IntStream.range(0, CONNECTIONS)
              .mapToObj(i -> sending(new Sender(service.port(), i, acknowledged, refused), goesOn))
              .toList();
      TimeUnit.SECONDS.sleep(seconds);
      MeasuredWeir.Moment from = service.now();
      TimeUnit.SECONDS.sleep(seconds);
      MeasuredWeir.Moment to = service.now();
      goesOn.set(false);
      senders.forEach(CompletableFuture::join);
      rate = to.rate(from);
      cost = to.cost(from);
      lost = service.after(acknowledged.get()).settled() != acknowledged.get();
    } finally {
      delete(directory);
    }
    double ofFile = ofFile();
    System.out.printf(
        Locale.ROOT,
        "| %d | %,.0f | %,.0f | %,.0f | %.2f | %d | %s | %s |%n",
        run,
        rate,
        cost,
        ofFile,
        cost / ofFile,
        refused.get(),
        lost ? "SOME" : "none",
        Files.readString(LOAD).split(" ")[0]);
    return !lost;
  }

  private static CompletableFuture<Void> sending(Sender sender, AtomicBoolean goesOn) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            sender.send(goesOn::get);
            done.complete(null);
          } catch (IOException | InterruptedException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /** Processor time per record of a file, in ns, behind its first half. */
  private double ofFile() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("weir-ingest");
    try {
      Path file = directory.resolve("records.jsonl");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (long number = 0; number < BATCHES_OF_FILE; number++) {
          out.write(Batches.batch(number));
        }
      }
      String source = "{ name = read, type = file, path = \"%s\", follow = true }".formatted(file);
      try (MeasuredWeir service = new MeasuredWeir(weir, directory, source)) {
        long records = BATCHES_OF_FILE * Batches.LINES;
        MeasuredWeir.Moment half = service.after(records / 2);
        return service.after(records).cost(half);
      }
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
