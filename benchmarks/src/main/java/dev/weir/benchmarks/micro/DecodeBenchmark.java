package dev.weir.benchmarks.micro;

import dev.weir.connectors.text.Columns;
import dev.weir.connectors.text.CsvDecoder;
import dev.weir.connectors.text.JsonDecoder;
import dev.weir.connectors.text.RecordDecoder;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Text of a time, a value of all its digits and a label, as CSV and as JSON, into a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {

  private static final int RECORDS = 1_000;
  private static final RecordSettings SETTINGS = RecordSettings.usual("bench");

  private final byte[][] csv = new byte[RECORDS][];
  private final byte[][] json = new byte[RECORDS][];

  /** The records of {@link #json} with an escape in a name: {@code FlatJson} refuses them. */
  private final byte[][] escaped = new byte[RECORDS][];

  private final Batch batch = new Batch(RECORDS, 1);
  private final Batch.Stream stream = new Batch.Stream("bench", 0, (high, low) -> "" + low);
  private final RecordLocation place = new RecordLocation("bench", 0);
  private final RecordDecoder csvDecoder =
      new CsvDecoder(
          new Columns(
              List.of("timestamp", "value", "label"), List.of(0), false, List.of(), 2, List.of(1)),
          ',',
          SETTINGS,
          table());
  private final RecordDecoder jsonDecoder = new JsonDecoder(SETTINGS, table(), Optional.empty());

  private static SeriesTable table() {
    return new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
  }

  /** Texts of the same records. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < RECORDS; i++) {
      time = time.plus(Duration.ofSeconds(1));
      double value = 100 + random.nextGaussian();
      csv[i] = "%s,%s,0".formatted(time, value).getBytes(StandardCharsets.UTF_8);
      json[i] =
          "{\"timestamp\":\"%s\",\"value\":%s,\"label\":false}"
              .formatted(time, value)
              .getBytes(StandardCharsets.UTF_8);
      escaped[i] =
          new String(json[i], StandardCharsets.UTF_8)
              .replace("label", "\\u006cabel")
              .getBytes(StandardCharsets.UTF_8);
    }
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void csv() {
    decode(csvDecoder, csv);
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void json() {
    decode(jsonDecoder, json);
  }

  /** Reads the records by Jackson, after the attempt to read them without it. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void jsonByParser() {
    decode(jsonDecoder, escaped);
  }

  private void decode(RecordDecoder decoder, byte[][] records) {
    batch.clear(stream);
    for (int i = 0; i < RECORDS; i++) {
      decoder.decode(records[i], 0, records[i].length, place.at(i), batch);
    }
  }
}
