package dev.weir.chaos.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * CSV files that a program writes and tools rotate. When is decided by chance, counted in lots of
 * lines: so that the same seed makes the same files. One owner.
 */
public final class RotatedFiles {

  private static final String LIVE = "m-%03d.csv";
  private static final int LOTS_PER_ROTATION = 25;
  private static final int LOTS_PER_STEP = 6;
  private static final int SHORTEST_HIDDEN = 10;
  private static final int LONGEST_HIDDEN = 50;
  private static final int PIECES = 8;

  private final Path directory;
  private final String header;
  private final List<Rotation> rotations;
  private final boolean isSet;
  private final Random random;
  private final Map<Rotation, Long> made = new EnumMap<>(Rotation.class);
  private final List<Shifted> shifted = new ArrayList<>();
  private final List<Path> toCompress = new ArrayList<>();
  private final List<Path> toDelete = new ArrayList<>();
  private final StringBuilder hidden = new StringBuilder();
  private int hiddenLots;
  private byte[] slow = new byte[0];
  private int slowAt;
  private Path slowFile = Path.of("");
  private Path live;
  private String half = "";
  private int names;

  /**
   * Writes the first file.
   *
   * @param directory for nothing else
   * @param header first line of each file, with its line end
   * @param wanted rotations that may be made
   */
  public RotatedFiles(Path directory, String header, Set<Rotation> wanted, Random random)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    this.header = header;
    this.random = random;
    boolean single = wanted.stream().anyMatch(rotation -> !rotation.needsSet());
    boolean several = wanted.stream().anyMatch(Rotation::needsSet);
    this.isSet = several && (!single || random.nextBoolean());
    this.rotations =
        wanted.stream().filter(rotation -> isSet || !rotation.needsSet()).sorted().toList();
    this.live = directory.resolve(LIVE.formatted(names++));
    begin();
  }

  /** What a source has to read now: a path or a pattern. It may differ from call to call. */
  public String path(Random chance) {
    if (!isSet) {
      return live.toString();
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
    write(lines);
  }

  /** Finishes what is under way: afterwards every line is where a source can read it. */
  public void finish() throws IOException {
    if (hiddenLots > 0) {
      hiddenLots = 0;
      reveal();
    }
    completeHalf();
    while (step()) {
      // Until nothing is left.
    }
  }

  /** Makes a rotation; returns whether the lines went to another file. */
  private boolean rotate(Rotation rotation, String lines) throws IOException {
    if (rotation == Rotation.SLOW_GZIP && slow.length > 0) {
      return false;
    }
    made.merge(rotation, 1L, Long::sum);
    switch (rotation) {
      case NEXT_NAME -> next();
      case UNREADABLE -> {
        completeHalf();
        live = directory.resolve(LIVE.formatted(names++));
        Unreadable.link(live);
        hiddenLots = random.nextInt(SHORTEST_HIDDEN, LONGEST_HIDDEN);
        hidden.append(lines);
        return true;
      }
      case RENAME_INSIDE -> rename("-r%d.csv".formatted(names++));
      case RENAME_BESIDE -> shift(false);
      case RENAME_DATED -> rename(".csv-202601%02d".formatted(names++));
      case COMPRESS -> shift(true);
      case COMPRESS_INSIDE -> toCompress.add(rename("-r%d.csv".formatted(names++)));
      case TWICE -> {
        shift(false);
        write(lines);
        shift(false);
        return true;
      }
      case COPY_TRUNCATE -> {
        completeHalf();
        ofLive().copy();
        Files.writeString(live, header, StandardOpenOption.TRUNCATE_EXISTING);
      }
      case LATE -> {
        Path made = directory.resolveSibling("late.tmp");
        Files.writeString(made, header + lines);
        Files.move(made, directory.resolve("a-%03d.csv".formatted(999 - names++)));
        return true;
      }
      case SLOW_GZIP -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
          out.write((header + lines).getBytes(StandardCharsets.UTF_8));
        }
        slow = bytes.toByteArray();
        slowAt = 0;
        slowFile = directory.resolve("g-%03d.csv.gz".formatted(names++));
        return true;
      }
    }
    return false;
  }

  // ---- The live file.

  private void begin() throws IOException {
    Files.writeString(live, header, StandardOpenOption.CREATE_NEW);
  }

  /** Appends lines; of some lots the end of the last line comes with the next. */
  private void write(String lines) throws IOException {
    String text = half + lines;
    int held = random.nextInt(3) == 0 ? random.nextInt(Math.min(30, lines.length())) : 0;
    half = text.substring(text.length() - held);
    Files.writeString(live, text.substring(0, text.length() - held), StandardOpenOption.APPEND);
  }

  private void completeHalf() throws IOException {
    Files.writeString(live, half, StandardOpenOption.APPEND);
    half = "";
  }

  private void next() throws IOException {
    completeHalf();
    live = directory.resolve(LIVE.formatted(names++));
    begin();
  }

  private Path rename(String instead) throws IOException {
    completeHalf();
    String name = live.getFileName().toString();
    Path renamed = live.resolveSibling(name.substring(0, name.length() - 4) + instead);
    Files.move(live, renamed);
    begin();
    return renamed;
  }

  private void shift(boolean compress) throws IOException {
    completeHalf();
    ofLive().rotate(compress);
    begin();
  }

  private Shifted ofLive() {
    if (shifted.isEmpty() || !shifted.getLast().isOf(live)) {
      shifted.add(new Shifted(live));
    }
    return shifted.getLast();
  }

  // ---- What takes longer than a lot.

  private void reveal() throws IOException {
    Path made = directory.resolveSibling("hidden.tmp");
    Files.writeString(made, header + hidden);
    Files.move(made, live, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    hidden.setLength(0);
  }

  /** Takes a step of a compression or of a slow copy; false if there is nothing to do. */
  private boolean step() throws IOException {
    if (slow.length > 0) {
      int end = Math.min(slow.length, slowAt + Math.ceilDiv(slow.length, PIECES));
      Files.write(
          slowFile,
          Arrays.copyOfRange(slow, slowAt, end),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      slowAt = end;
      if (slowAt == slow.length) {
        slow = new byte[0];
      }
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
    if (random.nextInt(LOTS_PER_STEP) == 0) {
      for (Shifted one : shifted) {
        if (one.step()) {
          return true;
        }
      }
    }
    return false;
  }
}
