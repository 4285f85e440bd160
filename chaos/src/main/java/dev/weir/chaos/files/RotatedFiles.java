package dev.weir.chaos.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * CSV files that a program writes and tools rotate, at random moments that are counted in lots of
 * lines. A file leaves the names that the source reads only if the source has read a file of that
 * name before: it finds what was renamed beside a name that it knows. One owner.
 */
public final class RotatedFiles {

  /** Says whether the source has read a file of this name. */
  @FunctionalInterface
  public interface Known {
    /** Whether it has. */
    boolean contains(String name) throws IOException;
  }

  private static final int LOTS_PER_ROTATION = 25;
  private static final int LOTS_PER_STEP = 6;
  private static final int SHORTEST_HIDDEN = 10;
  private static final int LONGEST_HIDDEN = 50;

  private final Path directory;
  private final String header;
  private final List<Rotation> rotations;
  private final boolean isSet;
  private final Random random;
  private final Known known;
  private final LiveFile live;
  private final Map<Rotation, Long> made = new EnumMap<>(Rotation.class);
  private final List<Path> toCompress = new ArrayList<>();
  private final List<Path> toDelete = new ArrayList<>();
  private final StringBuilder hidden = new StringBuilder();
  private Optional<SlowCopy> slow = Optional.empty();
  private int hiddenLots;

  /**
   * Writes the first file.
   *
   * @param directory for nothing else
   * @param header first line of each file, with its line end
   * @param wanted rotations that may be made
   */
  public RotatedFiles(
      Path directory, String header, Set<Rotation> wanted, Random random, Known known)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    this.header = header;
    this.random = random;
    this.known = known;
    boolean single = wanted.stream().anyMatch(rotation -> !rotation.needsSet());
    boolean several = wanted.stream().anyMatch(Rotation::needsSet);
    this.isSet = several && (!single || random.nextBoolean());
    this.rotations =
        wanted.stream().filter(rotation -> isSet || !rotation.needsSet()).sorted().toList();
    this.live = new LiveFile(directory, header, random);
  }

  /** The path or pattern that a source has to read now. It may differ from call to call. */
  public String path(Random chance) {
    if (!isSet) {
      return live.path().toString();
    }
    List<String> paths = List.of("*.{csv,csv.gz}", "[agm]-*.{csv,csv.gz}", "");
    return directory.resolve(paths.get(chance.nextInt(paths.size()))).toString();
  }

  /** How often each rotation was made. */
  public Map<Rotation, Long> made() {
    return Map.copyOf(made);
  }

  /** Appends a lot of lines, each with its end, to the live file or to one that comes now. */
  public void append(String lines) throws IOException {
    step();
    if (hiddenLots > 0) {
      hidden.append(lines);
      hiddenLots--;
      if (hiddenLots == 0) {
        reveal();
      }
      return;
    }
    if (!rotations.isEmpty() && random.nextInt(LOTS_PER_ROTATION) == 0) {
      if (rotate(rotations.get(random.nextInt(rotations.size())), lines)) {
        return;
      }
    }
    live.write(lines);
  }

  /** Rotates the live file now, if it can be. */
  public void rotate() throws IOException {
    List<Rotation> sudden = rotations.stream().filter(Rotation::needsNoLines).toList();
    if (hiddenLots == 0 && !sudden.isEmpty()) {
      rotate(sudden.get(random.nextInt(sudden.size())), "");
    }
  }

  /** The whole lines of the live file. */
  public List<String> lines() throws IOException {
    live.completeHalf();
    List<String> lines = Files.readAllLines(live.path());
    return lines.subList(1, lines.size());
  }

  /** Destroys the lines of the live file. */
  public void lose(Loss loss) throws IOException {
    live.lose(loss);
  }

  /** Finishes what is under way: afterwards every line is where a source can read it. */
  public void finish() throws IOException {
    if (hiddenLots > 0) {
      hiddenLots = 0;
      reveal();
    }
    live.completeHalf();
    while (step()) {
      // Until nothing is left.
    }
  }

  private void reveal() throws IOException {
    live.reveal(hidden.toString());
    hidden.setLength(0);
  }

  /** Makes a rotation; returns whether the lines went to another file. */
  private boolean rotate(Rotation rotation, String lines) throws IOException {
    boolean busy = rotation == Rotation.SLOW_GZIP && slow.isPresent();
    boolean hasToBeKnown = rotation.leavesSet();
    if (busy || (hasToBeKnown && !known.contains(live.path().getFileName().toString()))) {
      return false;
    }
    made.merge(rotation, 1L, Long::sum);
    switch (rotation) {
      case NEXT_NAME -> live.next();
      case UNREADABLE -> {
        live.nextUnreadable();
        hiddenLots = random.nextInt(SHORTEST_HIDDEN, LONGEST_HIDDEN);
        hidden.append(lines);
        return true;
      }
      case RENAME_INSIDE -> live.rename("-r%d.csv".formatted(live.number()));
      case RENAME_BESIDE -> live.shift(false);
      case RENAME_DATED -> live.rename(".csv-202601%02d".formatted(live.number()));
      case COMPRESS -> live.shift(true);
      case COMPRESS_INSIDE -> toCompress.add(live.rename("-r%d.csv".formatted(live.number())));
      case TWICE -> {
        live.shift(false);
        live.write(lines);
        live.shift(false);
        return true;
      }
      case COPY_TRUNCATE -> live.copyAndTruncate();
      case LATE -> {
        Path late = directory.resolveSibling("late.tmp");
        Files.writeString(late, header + lines);
        Files.move(late, directory.resolve("a-%03d.csv".formatted(999 - live.number())));
        return true;
      }
      case SLOW_GZIP -> {
        Path file = directory.resolve("g-%03d.csv.gz".formatted(live.number()));
        slow = Optional.of(new SlowCopy(file, header + lines));
        return true;
      }
    }
    return false;
  }

  /** Takes a step of a compression or of a slow copy; false if there is nothing to do. */
  private boolean step() throws IOException {
    if (slow.isPresent()) {
      slow.get().step();
      slow = slow.filter(copy -> !copy.isDone());
      return true;
    }
    if (!toDelete.isEmpty()) {
      Files.delete(toDelete.removeFirst());
      return true;
    }
    if (!toCompress.isEmpty() && random.nextInt(LOTS_PER_STEP) == 0) {
      Path file = toCompress.removeFirst();
      Shifted.compress(file, Shifted.compressed(file));
      toDelete.add(file);
      return true;
    }
    return random.nextInt(LOTS_PER_STEP) == 0 && live.step();
  }
}
