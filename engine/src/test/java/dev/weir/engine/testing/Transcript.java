package dev.weir.engine.testing;

import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down everything that is said of every record, to the last bit. */
public final class Transcript implements Sink {

  private final List<String> lines = new ArrayList<>();
  private int flushes;
  private int failures;
  private boolean flushesFail;

  /** Fails at the next writes. */
  public synchronized void failNext(int times) {
    failures = times;
  }

  /** Fails at every flush from now on. */
  public synchronized void failFlushes() {
    flushesFail = true;
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The lines, each position once: what a receiver keeps that drops what it has seen. */
  public synchronized List<String> distinct() {
    Map<String, String> byId = new LinkedHashMap<>();
    for (String line : lines) {
      String before = byId.putIfAbsent(line.substring(0, line.indexOf(' ')), line);
      if (before != null && !before.equals(line)) {
        throw new AssertionError("said twice, and differently:\n" + before + "\n" + line);
      }
    }
    return List.copyOf(byId.values());
  }

  public synchronized int flushes() {
    return flushes;
  }

  @Override
  public String name() {
    return "transcript";
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        writeDown(batch);
      }

      @Override
      public void flush() throws IOException {
        synchronized (Transcript.this) {
          if (flushesFail) {
            throw new IOException("the sink cannot be flushed");
          }
          flushes++;
        }
      }

      @Override
      public void close() {}
    };
  }

  /** Writes a batch down. */
  public synchronized void writeDown(Batch batch) throws IOException {
    if (failures > 0) {
      failures--;
      throw new IOException("the sink is full");
    }
    int next = 0;
    for (int row = 0; row < batch.size(); row++) {
      StringBuilder line = new StringBuilder(batch.id(row));
      line.append(' ').append(batch.position(row)).append(' ').append(batch.status(row).text());
      if (batch.hasSeries(row)) {
        line.append(' ').append(batch.series(row)).append(' ').append(batch.time(row));
      }
      if (batch.status(row) == Status.SCORED || batch.status(row) == Status.WARMING) {
        line.append(' ').append(batch.score(row));
      }
      if (batch.readyAt(row).isPresent()) {
        line.append(" ready at ").append(batch.readyAt(row).getAsLong());
      }
      if (batch.isAnomaly(row)) {
        line.append(' ').append(batch.explanation(row));
      }
      if (batch.status(row) == Status.DEAD_LETTERED) {
        line.append(' ').append(batch.deadLetter(row));
      }
      while (next < batch.events().size() && batch.events().get(next).row() == row) {
        line.append(" | ").append(text(batch.events().get(next++)));
      }
      lines.add(line.toString());
    }
  }

  /** The event without its row, which depends on how batches were cut. */
  private static String text(SeriesEvent event) {
    return event.toString().replaceFirst("row=\\d+", "");
  }
}
