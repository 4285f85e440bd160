package dev.weir.chaos.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;

/** A CSV file that grows. */
public final class FileFeed implements Feed {

  private final String name;
  private final Path file;
  private final FeedLedger ledger = new FeedLedger();

  public FileFeed(Path directory, Workload workload) throws IOException {
    name = workload.side().source();
    file = directory.resolve(name + ".csv");
    Files.writeString(file, workload.header());
  }

  @Override
  public void append(List<Workload.Row> rows) throws IOException {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(row.csv()));
    ledger.intend(rows.getLast().number());
    Files.writeString(file, lines, StandardOpenOption.APPEND);
    rows.forEach(row -> ledger.there(row.number()));
  }

  @Override
  public FeedLedger ledger() {
    return ledger;
  }

  @Override
  public String pipeline() {
    return name;
  }

  @Override
  public long number(String position) {
    // One line is the header.
    return Long.parseLong(position.substring(0, position.indexOf('@'))) - 1;
  }

  @Override
  public String source() {
    return "{ type = file, name = %s, path = \"%s\", follow = true }".formatted(name, file);
  }

  @Override
  public String oracle(BitSet records, Detections disturbed) {
    if (records.cardinality() != ledger.size()) {
      throw new IllegalArgumentException("a file has all its lines, always");
    }
    return source();
  }

  @Override
  public List<String> acknowledgedTooMuch(Checkpoints checkpoints) {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
