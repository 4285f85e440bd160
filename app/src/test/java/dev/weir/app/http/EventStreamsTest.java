package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.http.routing.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

  private static final int CLIENTS = 2;

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final EventStreams streams = new EventStreams(CLIENTS, Duration.ofMillis(1));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  /** Counts how often it is asked, and answers with the number. */
  private static final class Counting implements EventStreams.Events {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public CompletableFuture<Optional<String>> next() {
      return CompletableFuture.completedFuture(Optional.of(asked.incrementAndGet() + "\n"));
    }
  }

  @Test
  void sends_event_after_event() throws Exception {
    SinkQueueWithCancel<String> client = connect(new Counting());

    assertThat(pull(client)).contains("1\n");
    assertThat(pull(client)).contains("2\n");
  }

  @Test
  void sends_nothing_while_there_is_nothing_to_say() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    SinkQueueWithCancel<String> client =
        connect(() ->
            CompletableFuture.completedFuture(
                asked.incrementAndGet() % 3 == 0 ? Optional.of("third") : Optional.empty()));

    assertThat(pull(client)).contains("third");
    assertThat(asked.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_client_that_does_not_read_loses_ticks_and_delays_nobody() throws Exception {
    Counting slow = new Counting();
    SinkQueueWithCancel<String> stuck = connect(slow);
    SinkQueueWithCancel<String> reading = connect(new Counting());
    assertThat(pull(stuck)).contains("1\n");

    for (int i = 1; i <= 200; i++) {
      assertThat(pull(reading)).contains(i + "\n");
    }

    assertThat(slow.asked.get()).as("events made for a client that reads none").isLessThan(40);
  }

  @Test
  void more_clients_than_allowed_get_503_until_one_leaves() throws Exception {
    SinkQueueWithCancel<String> first = connect(new Counting());
    SinkQueueWithCancel<String> second = connect(new Counting());
    pull(first);
    pull(second);

    Reply refused = streams.open(Counting::new);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("Retry-After", "10");
    first.cancel();
    kit.createTestProbe().awaitAssert(() -> assertThat(streams.clients()).isEqualTo(1));
    assertThat(streams.open(Counting::new).status()).isEqualTo(200);
  }

  @Test
  void clients_that_were_let_in_at_once_are_not_more_than_allowed() throws Exception {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < CLIENTS + 1; i++) {
      replies.add(streams.open(Counting::new));
    }

    List<SinkQueueWithCancel<String>> clients = replies.stream().map(this::run).toList();

    // The streams start in any order, so it is not said which one ends at once.
    List<Optional<String>> firstEvents = new ArrayList<>();
    for (SinkQueueWithCancel<String> client : clients) {
      firstEvents.add(pull(client));
    }
    assertThat(firstEvents)
        .containsExactlyInAnyOrder(Optional.of("1\n"), Optional.of("1\n"), Optional.empty());
  }

  @Test
  void a_stop_ends_all_streams_that_run() throws Exception {
    SinkQueueWithCancel<String> client = connect(new Counting());
    pull(client);

    streams.stop();

    while (pull(client).isPresent()) {
      // What was made before it.
    }
    kit.createTestProbe().awaitAssert(() -> assertThat(streams.clients()).isZero());
    assertThat(pull(connect(new Counting()))).as("a stream of the next server").contains("1\n");
  }

  @Test
  void an_event_that_fails_ends_its_stream_only() throws Exception {
    SinkQueueWithCancel<String> failing =
        connect(() -> CompletableFuture.failedFuture(new IllegalStateException("canary")));
    SinkQueueWithCancel<String> reading = connect(new Counting());

    assertThat(failing.pull().toCompletableFuture())
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withMessageContaining("canary");
    assertThat(pull(reading)).contains("1\n");
    kit.createTestProbe().awaitAssert(() -> assertThat(streams.clients()).isEqualTo(1));
  }

  private SinkQueueWithCancel<String> connect(EventStreams.Events events) {
    return run(streams.open(() -> events));
  }

  private SinkQueueWithCancel<String> run(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).isEqualTo("text/event-stream");
    return ((Reply.Texts) reply.body()).texts().runWith(Sink.queue(), kit.system());
  }

  private static Optional<String> pull(SinkQueueWithCancel<String> client) throws Exception {
    return client.pull().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
