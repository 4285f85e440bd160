package dev.weir.benchmarks.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Batches of NDJSON: 1,000 lines, one of each of 1,000 series. */
final class Batches {

  /** Lines of a batch, and series. */
  static final int LINES = 1_000;

  private static final long EPOCH = 1_700_000_000_000L;
  private static final double MEAN = 20;

  private Batches() {}

  /** Batch of this number: its records come a second after those of the number before. */
  static byte[] batch(long number) {
    Random random = new Random(number);
    StringBuilder lines = new StringBuilder(LINES * 64);
    for (int series = 0; series < LINES; series++) {
      lines
          .append("{\"timestamp\":")
          .append(EPOCH + number * 1_000)
          .append(",\"series\":\"sensor-")
          .append(series)
          .append("\",\"value\":")
          .append(Math.round((MEAN + random.nextGaussian()) * 1_000) / 1_000.0)
          .append("}\n");
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
