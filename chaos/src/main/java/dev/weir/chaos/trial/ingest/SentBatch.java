package dev.weir.chaos.trial.ingest;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A batch of records that a client sends. The value of each record is its number, and no other
 * record of the trial has it.
 *
 * @param client number of the client, whose series are its own
 * @param first number of its first record
 * @param size how many records it has
 */
record SentBatch(int client, long first, int size) {

  private static final int SERIES = 5;

  /** Numbers of clients are so far apart that they never meet. */
  static final long PER_CLIENT = 100_000_000L;

  private static final long EPOCH = 1_700_000_000_000L;

  /** The idempotency key under which it is sent, each time. */
  String key() {
    return "client-%d-%d".formatted(client, first);
  }

  /** The numbers of its records. */
  Stream<Long> numbers() {
    return LongStream.range(first, first + size).boxed();
  }

  /** A JSON object a line. */
  String body() {
    return numbers()
        .map(number ->
            "{\"timestamp\":%d,\"series\":\"c%d-s%d\",\"value\":%d}%n"
                .formatted(EPOCH + number % PER_CLIENT, client, number % SERIES, number))
        .collect(Collectors.joining());
  }
}
