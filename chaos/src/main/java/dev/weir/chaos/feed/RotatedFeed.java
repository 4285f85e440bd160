package dev.weir.chaos.feed;

import dev.weir.chaos.files.Loss;
import dev.weir.chaos.files.RotatedFiles;
import dev.weir.chaos.files.Rotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * CSV files that grow and are rotated. Half of them have a first line of more than 1 KiB. Which
 * file is read before which depends on when it is seen; the oracle reads one file in the order in
 * which the process under trial read. Thread-safe.
 */
public final class RotatedFeed implements Feed {

  private static final int WIDE = 1_500;

  private final Path directory;
  private final Workload workload;
  private final RotatedFiles files;
  private final boolean isWide;
  private final Random paths;
  private final FeedLedger ledger = new FeedLedger();
  private final BitSet lost = new BitSet();
  private long gaps;

  /**
   * Writes the first file into a directory of its own below this one.
   *
   * @param directory of the round
   * @param detections file that the process under trial writes its detections to
   */
  public RotatedFeed(Path directory, Path detections, Workload workload, Set<Rotation> rotations)
      throws IOException {
    Random random = new Random(31 * workload.seed() + 1);
    this.directory = directory;
    this.workload = workload;
    this.isWide = random.nextBoolean();
    this.paths = new Random(random.nextLong());
    Path place = directory.resolve("files-" + workload.side().source());
    ReadNames read = new ReadNames(detections, workload.side());
    this.files = new RotatedFiles(place.resolve("in"), header(), rotations, random, read::contains);
  }

  private String header() {
    return isWide ? workload.header().strip() + "," + "n".repeat(WIDE) + "\n" : workload.header();
  }

  private String line(Workload.Row row) {
    return isWide ? row.csv().strip() + ",\n" : row.csv();
  }

  @Override
  public synchronized void append(List<Workload.Row> rows) throws IOException {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(line(row)));
    ledger.intend(rows.getLast().number());
    files.append(lines.toString());
    rows.forEach(row -> ledger.there(row.number()));
  }

  /** Completes files that were hidden or copied; call when nothing is appended any more. */
  @Override
  public synchronized void calm() throws IOException {
    files.finish();
  }

  @Override
  public synchronized void rotate() throws IOException {
    files.rotate();
  }

  /**
   * Destroys the lines of the live file while no process reads it. Returns whether it did: it does
   * so only if some lines of the file were read, so that a source has to count what it misses.
   *
   * @param read what the process wrote that read them and was stopped
   */
  public synchronized boolean lose(Loss loss, Detections read) throws IOException {
    BitSet numbers = new BitSet();
    BitSet unread = new BitSet();
    for (String line : files.lines()) {
      Instant instant = Instant.parse(line.substring(0, line.indexOf(',')));
      int time = (int) Duration.between(Workload.BEGINNING, instant).toSeconds();
      numbers.set(workload.side().number(time));
      if (!read.numbers().get(time)) {
        unread.set(workload.side().number(time));
      }
    }
    if (unread.cardinality() == numbers.cardinality()) {
      return false;
    }
    files.lose(loss);
    lost.or(unread);
    gaps++;
    return true;
  }

  /** Numbers of the records that were destroyed before they were read. */
  public synchronized BitSet lost() {
    return (BitSet) lost.clone();
  }

  @Override
  public synchronized long gaps() {
    return gaps;
  }

  @Override
  public FeedLedger ledger() {
    return ledger;
  }

  @Override
  public String pipeline() {
    return workload.side().source();
  }

  /** Places in several files do not say how many records are before them. */
  @Override
  public long number(String position) {
    throw new IllegalStateException("a place in rotated files is not a number: " + position);
  }

  @Override
  public synchronized String source() {
    return source(files.path(paths));
  }

  private String source(String path) {
    return "{ type = file, name = %s, path = \"%s\", follow = true, record { values = [%s] } }"
        .formatted(pipeline(), path, String.join(", ", workload.side().features()));
  }

  @Override
  public String oracle(BitSet records, Detections disturbed) throws IOException {
    Set<Integer> order = new LinkedHashSet<>();
    for (int time : disturbed.order()) {
      int number = workload.side().number(time);
      if (Workload.Side.of(time) == workload.side() && records.get(number)) {
        order.add(number);
      }
    }
    records.stream().forEach(order::add);
    Path file = directory.resolve(pipeline() + "-oracle.csv");
    StringBuilder lines = new StringBuilder(header());
    order.forEach(number -> lines.append(line(workload.row(number))));
    Files.writeString(file, lines);
    return source(file.toString());
  }

  @Override
  public boolean keepsPlaces() {
    return false;
  }

  /** How often each rotation was made, by its name. */
  synchronized Map<String, Long> rotations() {
    Map<String, Long> made = new TreeMap<>();
    files.made().forEach((one, times) -> made.put(one.name().toLowerCase(Locale.ROOT), times));
    return made;
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
