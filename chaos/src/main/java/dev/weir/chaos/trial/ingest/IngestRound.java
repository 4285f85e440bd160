package dev.weir.chaos.trial.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.TrialFigures;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A service that two clients send records to, from life to life. */
final class IngestRound {

  /** Where everything is that the service keeps, below the working directory. */
  static final String KEPT = "kept";

  private static final String DETECTIONS = KEPT + "/detections.jsonl";
  private static final int CLIENTS = 2;

  private final Lab lab;
  private final Workspace place;
  private final Random random;
  private final List<IngestClient> clients = new ArrayList<>();

  IngestRound(Lab lab, Workspace place, Random random) {
    this.lab = lab;
    this.place = place;
    this.random = random;
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new IngestClient(i, lab.random(40L + i)));
    }
  }

  /**
   * A life of the process up to the fault.
   *
   * @param checkpoints time between two
   * @param batches that are acknowledged for each client before the fault strikes
   * @param latestMillis time in which it strikes at random from then on
   */
  record Life(String checkpoints, int batches, int latestMillis) {

    static final Life USUAL = new Life("250ms", 1, 1_500);

    /**
     * Has one checkpoint, within a second of the start. What is acknowledged after it is in the
     * journal alone, and what it covers must still be in the journal: of three batches a client
     * sends only the last one again in the next life.
     */
    static final Life ONE_CHECKPOINT = new Life("1h", 3, 1);
  }

  /** Ends a life of the process at once. */
  @FunctionalInterface
  interface Fault {
    void strike(WeirProcess process) throws Exception;
  }

  /** One life: starts it, sends for a while, and ends it by the fault. */
  void live(Life life, Fault fault, TrialFigures figures) throws Exception {
    List<Integer> before = clients.stream().map(IngestClient::answers).toList();
    long start = System.nanoTime();
    try (WeirProcess process = start(life.checkpoints())) {
      URI service = ServiceClient.of(process).url();
      AtomicBoolean mayBegin = new AtomicBoolean(true);
      List<Thread> sending = send(service, mayBegin::get);
      figures.recovered(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      Await.until(
          "%d batches of each client are acknowledged".formatted(life.batches()),
          WeirProcess.PATIENCE,
          () ->
              IntStream.range(0, CLIENTS)
                  .allMatch(i ->
                      !sending.get(i).isAlive()
                          || clients.get(i).answers() - before.get(i) >= life.batches()));
      process.endsWithin(random.nextInt(life.latestMillis()), TimeUnit.MILLISECONDS);
      if (!process.isAlive()) {
        figures.broken("the service ended by itself: " + process.said());
      }
      fault.strike(process);
      mayBegin.set(false);
      for (Thread thread : sending) {
        thread.join();
      }
    }
  }

  /**
   * The last life: what has no answer yet and one more batch of each client are acknowledged and
   * scored, and the service stops in order. Records are scored in the order of the journal, so that
   * all those before are scored by then or are lost.
   */
  void finish(TrialFigures figures) throws Exception {
    try (WeirProcess process = start(Life.USUAL.checkpoints())) {
      AtomicInteger more = new AtomicInteger(CLIENTS);
      for (Thread thread :
          send(ServiceClient.of(process).url(), () -> more.getAndDecrement() > 0)) {
        thread.join();
      }
      clients.forEach(client -> client.broken().ifPresent(figures::broken));
      try {
        Await.until(
            "the batches of the last life are scored",
            WeirProcess.PATIENCE,
            () -> scored().keySet().containsAll(lastAcknowledged()));
      } catch (AssertionError e) {
        lab.say(String.valueOf(e.getMessage()));
      }
      process.terminate();
      process.await(WeirProcess.PATIENCE).endedWith(0);
    }
    audit(figures);
  }

  private WeirProcess start(String checkpoints) throws IOException {
    place.file(
        "weir.conf",
        Configuration.reading("{ type = http, name = sent }")
            .writingAllTo(DETECTIONS)
            .with("detectors = [{ type = z-score }]")
            .with("checkpointing.directory = %s/checkpoints".formatted(KEPT))
            .with("checkpointing.every = " + checkpoints)
            .with("dead-letters.path = %s/dead-letters.jsonl".formatted(KEPT)));
    return WeirProcess.Start.in(place)
        .withJava((WeirProcess.Start.in(place).javaOptions() + " " + lab.javaOptions()).strip())
        .weir("run", "-c", "weir.conf");
  }

  private List<Thread> send(URI service, BooleanSupplier mayBegin) {
    return clients.stream()
        .map(client -> Thread.ofPlatform().start(() -> client.send(service, mayBegin)))
        .toList();
  }

  private Set<Long> acknowledged() {
    return numbers(clients.stream().flatMap(client -> client.acknowledged().stream()));
  }

  private Set<Long> lastAcknowledged() {
    return numbers(
        clients.stream()
            .map(IngestClient::acknowledged)
            .filter(batches -> !batches.isEmpty())
            .map(List::getLast));
  }

  private static Set<Long> numbers(Stream<SentBatch> batches) {
    return batches.flatMap(SentBatch::numbers).collect(Collectors.toSet());
  }

  /** The ids of detections of each record, by its number. */
  private Map<Long, Set<String>> scored() throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    Map<Long, Set<String>> ids = new HashMap<>();
    for (String line : place.lines(DETECTIONS)) {
      try {
        JsonNode json = mapper.readTree(line);
        ids.computeIfAbsent(json.at("/values/value").asLong(), _ -> new HashSet<>())
            .add(json.path("id").asText());
      } catch (JsonProcessingException e) {
        // The last line, which is being written.
      }
    }
    return ids;
  }

  private void audit(TrialFigures figures) throws IOException {
    Set<Long> expected = acknowledged();
    Map<Long, Set<String>> scored = scored();
    long lost = expected.stream().filter(number -> !scored.containsKey(number)).count();
    long twice = scored.values().stream().filter(ids -> ids.size() > 1).count();
    long foreign = scored.keySet().stream().filter(number -> !expected.contains(number)).count();
    figures.records(expected.size(), lost, twice);
    figures.count("batches_acknowledged", sum(IngestClient::answers));
    figures.count("batches_sent_again", sum(IngestClient::sentAgain));
    figures.count("answered_as_duplicates", sum(IngestClient::duplicates));
    if (lost > 0) {
      figures.broken("G3: %d acknowledged records are not scored".formatted(lost));
    }
    if (twice > 0) {
      figures.broken("G2: %d records that were sent again are scored twice".formatted(twice));
    }
    if (foreign > 0) {
      figures.broken("G2: %d scored records were not acknowledged".formatted(foreign));
    }
  }

  private long sum(ToLongFunction<IngestClient> figure) {
    return clients.stream().mapToLong(figure).sum();
  }
}
