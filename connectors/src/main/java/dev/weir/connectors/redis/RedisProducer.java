package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import redis.clients.jedis.Protocol.Command;

/** Appends made-up records to a stream. */
public final class RedisProducer {

  private static final int BATCH = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final RedisAddress address;
  private final Shape shape;
  private final LongSupplier nanoTime;

  /**
   * Names the form of the entries.
   *
   * @param maxLength about how many entries the stream keeps; 0 for all
   * @param field that holds each record as a JSON object; empty for a field for each part
   * @param named whether each record names its series
   * @param value name of the value, if there is one; several are called feature_0 and so on
   * @param label name of the label
   */
  public record Shape(
      String stream,
      long maxLength,
      Optional<String> field,
      boolean named,
      Optional<String> value,
      String label) {}

  /**
   * Connects to nothing yet.
   *
   * @param nanoTime clock for the time limit of replies, in nanoseconds
   */
  public RedisProducer(RedisAddress address, Shape shape, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.address = address;
    this.shape = shape;
  }

  /**
   * Appends all records of a simulator, with their labels.
   *
   * @param progress receives the number of entries written
   */
  public void write(Simulator source, LongConsumer progress)
      throws IOException, InterruptedException {
    // No detector: nothing is judged here.
    SeriesTable table = new SeriesTable(new DetectorPlan(List.of()), SeriesTable.Admission.ALL);
    Batch batch = new Batch(BATCH, 8);
    long written = 0;
    try (Link link = Link.open(address, nanoTime);
        Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream("", 0, reader.positions()));
        state = reader.poll(batch, BATCH, PATIENCE);
        for (int row = 0; row < batch.size(); row++) {
          link.send(Command.XADD, command(batch, row));
        }
        for (int row = 0; row < batch.size(); row++) {
          link.receiveReply().id();
        }
        written += batch.size();
        progress.accept(written);
      }
    }
  }

  private byte[][] command(Batch batch, int row) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Link.bytes(shape.stream));
    if (shape.maxLength > 0) {
      arguments.add(Link.bytes("MAXLEN"));
      arguments.add(Link.bytes("~"));
      arguments.add(Link.bytes(shape.maxLength));
    }
    arguments.add(Link.bytes("*"));
    if (shape.field.isPresent()) {
      arguments.add(Link.bytes(shape.field.get()));
      arguments.add(Link.bytes(json(batch, row)));
    } else {
      addFields(batch, row, arguments);
    }
    return arguments.toArray(byte[][]::new);
  }

  private void addFields(Batch batch, int row, List<byte[]> arguments) {
    add(arguments, "timestamp", batch.timeKind().text(batch.time(row)));
    if (shape.named) {
      add(arguments, "series", batch.series(row).key());
    }
    for (int i = 0; i < batch.rows().width(row); i++) {
      double value = batch.rows().value(row, i);
      add(arguments, feature(batch, row, i), Double.isFinite(value) ? "" + value : "");
    }
    add(arguments, shape.label, batch.label(row) == Label.ANOMALOUS ? "1" : "0");
  }

  private static void add(List<byte[]> arguments, String name, String value) {
    arguments.add(Link.bytes(name));
    arguments.add(Link.bytes(value));
  }

  private String json(Batch batch, int row) {
    StringBuilder text = new StringBuilder("{\"timestamp\":\"");
    text.append(batch.timeKind().text(batch.time(row))).append('"');
    if (shape.named) {
      text.append(",\"series\":\"").append(batch.series(row).key()).append('"');
    }
    for (int i = 0; i < batch.rows().width(row); i++) {
      double value = batch.rows().value(row, i);
      text.append(",\"").append(feature(batch, row, i)).append("\":");
      text.append(Double.isFinite(value) ? "" + value : "null");
    }
    text.append(",\"").append(shape.label).append("\":");
    return text.append(batch.label(row) == Label.ANOMALOUS).append('}').toString();
  }

  private String feature(Batch batch, int row, int which) {
    String own = batch.series(row).features().get(which);
    return batch.rows().width(row) == 1 ? shape.value.orElse(own) : own;
  }
}
