package dev.weir.chaos.trial.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A program that sends batches one after another, and each again under its key until it is
 * acknowledged: also when the answer was lost with the service. One thread at a time, but for
 * {@link #answers}.
 */
final class IngestClient {

  private static final int ACCEPTED = 202;
  private static final int LATER = 503;
  private static final int LARGEST = 200;
  private static final long PAUSE_MILLIS = 20;
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final int number;
  private final Random random;
  private final List<SentBatch> acknowledged = new ArrayList<>();
  private long next;
  private Optional<SentBatch> unanswered = Optional.empty();
  private final AtomicInteger answers = new AtomicInteger();
  private long sentAgain;
  private long duplicates;
  private Optional<String> broken = Optional.empty();

  IngestClient(int number, Random random) {
    this.number = number;
    this.random = random;
    this.next = number * SentBatch.PER_CLIENT;
  }

  /**
   * Sends in one life of the service: first the last batch that was acknowledged once more, as if
   * its answer had been lost, then the one without an answer, then new ones. Returns when it is to
   * stop, or the service is gone.
   *
   * @param mayBegin whether a new batch may be sent
   */
  void send(URI service, BooleanSupplier mayBegin) {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      if (!acknowledged.isEmpty()) {
        sentAgain++;
        post(http, service, acknowledged.getLast());
      }
      while (broken.isEmpty() && (unanswered.isPresent() || mayBegin.getAsBoolean())) {
        SentBatch batch = unanswered.orElseGet(this::newBatch);
        sentAgain += unanswered.isPresent() ? 1 : 0;
        unanswered = Optional.of(batch);
        if (post(http, service, batch)) {
          acknowledged.add(batch);
          unanswered = Optional.empty();
          answers.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // The service is gone: the batch is sent again in its next life.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SentBatch newBatch() {
    SentBatch batch = new SentBatch(number, next, 1 + random.nextInt(LARGEST));
    next += batch.size();
    return batch;
  }

  /** Returns once it is answered; whether it is acknowledged as it should be. */
  private boolean post(HttpClient http, URI service, SentBatch batch)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v1/observations"))
            .timeout(ANSWER)
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", batch.key())
            .POST(HttpRequest.BodyPublishers.ofString(batch.body()))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    while (answer.statusCode() == LATER) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    }
    if (answer.statusCode() != ACCEPTED) {
      broken =
          Optional.of(
              "a good batch is answered by %d: %s".formatted(answer.statusCode(), answer.body()));
      return false;
    }
    JsonNode json = JsonMapper.builder().build().readTree(answer.body());
    duplicates += json.path("duplicate").asBoolean() ? 1 : 0;
    if (json.path("accepted").asInt() != batch.size()) {
      broken =
          Optional.of(
              "of a batch of %d records %s were accepted"
                  .formatted(batch.size(), json.path("accepted")));
    }
    return broken.isEmpty();
  }

  /** Batches that were answered by 202. */
  List<SentBatch> acknowledged() {
    return acknowledged;
  }

  /** How many batches were answered by 202 up to now; for any thread. */
  int answers() {
    return answers.get();
  }

  /** How often a batch was sent that may have been stored before. */
  long sentAgain() {
    return sentAgain;
  }

  /** How many answers said that a batch had been stored before. */
  long duplicates() {
    return duplicates;
  }

  /** The answer that a good batch must not get; empty if it got none. */
  Optional<String> broken() {
    return broken;
  }
}
