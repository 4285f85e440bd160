package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints in a directory: one sub-directory per pipeline, named by a hash of its name, one file
 * per checkpoint.
 *
 * <p>A file is written under another name, forced to disk, read back, renamed, and its directory
 * forced: what has the name of a checkpoint is whole, or was damaged later. A force that failed is
 * never repeated; the next checkpoint is a new file.
 */
public final class LocalCheckpointStore implements CheckpointStore {

  private static final Pattern COMPLETE = Pattern.compile("ckpt-(0[0-8]\\d{18})\\.weir");
  private static final Pattern DAMAGED = Pattern.compile("ckpt-(0[0-8]\\d{18})\\.corrupt");
  private static final Pattern GIVEN_UP = Pattern.compile("ckpt-(0[0-8]\\d{18})\\.given-up");
  private static final String UNFINISHED = ".tmp";
  private static final int DAMAGED_KEPT = 3;

  private final Function<String, CheckpointFs> directories;
  private final String place;
  private final int keep;
  private final Consumer<String> warnings;
  private final List<SectionType> known;

  /** A store whose sections may have any type and version. */
  public LocalCheckpointStore(Path directory, int keep, Consumer<String> warnings) {
    this(directory, keep, List.of(), warnings);
  }

  /**
   * Makes nothing yet.
   *
   * @param keep how many checkpoints of each pipeline are kept, at least 1
   * @param known the sections that this build reads: checkpoints with newer ones are refused; empty
   *     to accept any
   * @param warnings takes a sentence for each checkpoint that had to be moved aside
   */
  public LocalCheckpointStore(
      Path directory, int keep, List<SectionType> known, Consumer<String> warnings) {
    this(
        name -> new DirectoryFs(directory.resolve(name)),
        directory.toString(),
        keep,
        known,
        warnings);
  }

  LocalCheckpointStore(
      Function<String, CheckpointFs> directories,
      String place,
      int keep,
      Consumer<String> warnings) {
    this(directories, place, keep, List.of(), warnings);
  }

  private LocalCheckpointStore(
      Function<String, CheckpointFs> directories,
      String place,
      int keep,
      List<SectionType> known,
      Consumer<String> warnings) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be at least 1, was " + keep);
    }
    this.directories = directories;
    this.place = place;
    this.keep = keep;
    this.warnings = warnings;
    this.known = List.copyOf(known);
  }

  /** Name of the sub-directory of a pipeline. */
  public static String directoryOf(String pipeline) {
    byte[] digest = Format.sha256().digest(pipeline.getBytes(StandardCharsets.UTF_8));
    return Format.hex(digest).substring(0, 16);
  }

  /** Opens any checkpoint file, whatever its sections. */
  public static CheckpointReader openFile(Path file) throws IOException {
    return openFile(file, List.of());
  }

  /**
   * Opens any checkpoint file, for tools.
   *
   * @param known the sections that the caller reads; empty if it reads any
   * @throws NewerFormatException if a newer build wrote it
   * @throws CorruptCheckpointException if it is not whole
   */
  public static CheckpointReader openFile(Path file, List<SectionType> known) throws IOException {
    DirectoryFs fs = new DirectoryFs(file.resolveSibling("."));
    String name = file.getFileName().toString();
    FormatCheck.refuseNewer(fs, name, known);
    return FileCheckpointReader.open(fs, name);
  }

  /**
   * Reads the header of a checkpoint file, which says nothing about the rest of it.
   *
   * @throws CorruptCheckpointException if the header cannot be read
   */
  public static CheckpointHeader header(Path file) throws IOException {
    DirectoryFs fs = new DirectoryFs(file.resolveSibling("."));
    String name = file.getFileName().toString();
    try (CheckpointFs.Input input = fs.open(name)) {
      return HeaderReader.read(input, fs.place(name));
    }
  }

  /**
   * All checkpoint files below a directory, damaged ones included, for tools; in name order. A file
   * that a running service removes while the directory is listed is left out.
   */
  public static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        directory,
        Set.of(),
        2,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (COMPLETE.matcher(file.getFileName().toString()).matches()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException && !file.equals(directory)) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    files.sort(null);
    return List.copyOf(files);
  }

  @Override
  public CheckpointWriter begin(CheckpointHeader header) throws IOException {
    CheckpointFs fs = directories.apply(directoryOf(header.pipeline()));
    String name = complete(header.number());
    String unfinished = name + UNFINISHED;
    fs.delete(unfinished);
    CheckpointFs.Output file = fs.create(unfinished);
    FileCheckpointWriter.Completion completion =
        new FileCheckpointWriter.Completion() {
          @Override
          public CheckpointWriter.Committed complete(long bytes, String digest) throws IOException {
            readBack(fs, unfinished, digest);
            fs.rename(unfinished, name);
            fs.forceDirectory();
            long oldest = forgetOldest(fs);
            return new CheckpointWriter.Committed(header.number(), bytes, oldest);
          }

          @Override
          public void abandon() throws IOException {
            fs.delete(unfinished);
          }
        };
    try {
      return new FileCheckpointWriter(header, file, completion);
    } catch (IOException e) {
      file.close();
      completion.abandon();
      throw e;
    }
  }

  @Override
  public Optional<CheckpointReader> latest(String pipeline) throws IOException {
    CheckpointFs fs = directories.apply(directoryOf(pipeline));
    List<Long> numbers = numbers(fs, COMPLETE);
    for (long number : numbers) {
      FormatCheck.refuseNewer(fs, complete(number), known);
    }
    for (String name : fs.list()) {
      if (name.endsWith(UNFINISHED)) {
        fs.delete(name);
      }
    }
    for (long number : numbers.reversed()) {
      try {
        return Optional.of(open(fs, pipeline, number));
      } catch (CorruptCheckpointException e) {
        warnings.accept(
            "%s; it is moved aside and the one before it is tried".formatted(e.getMessage()));
        moveAside(fs, number);
      }
    }
    if (numbers.isEmpty() && numbers(fs, DAMAGED).isEmpty()) {
      return Optional.empty();
    }
    throw new NoUsableCheckpointException(
        "none of the checkpoints of pipeline '%s' in %s/%s is whole"
            .formatted(pipeline, place, directoryOf(pipeline)));
  }

  @Override
  public CheckpointReader open(String pipeline, long number) throws IOException {
    CheckpointFs fs = directories.apply(directoryOf(pipeline));
    FormatCheck.refuseNewer(fs, complete(number), known);
    return open(fs, pipeline, number);
  }

  @Override
  public List<Long> numbers(String pipeline) throws IOException {
    return numbers(directories.apply(directoryOf(pipeline)), COMPLETE);
  }

  @Override
  public long nextNumber(String pipeline) throws IOException {
    CheckpointFs fs = directories.apply(directoryOf(pipeline));
    List<Long> used = new ArrayList<>(numbers(fs, COMPLETE));
    used.addAll(numbers(fs, DAMAGED));
    used.addAll(numbers(fs, GIVEN_UP));
    return used.stream().mapToLong(Long::longValue).max().orElse(0) + 1;
  }

  /**
   * Lets a pipeline start with empty state: its checkpoints, damaged or whole, are kept under names
   * that end in {@code .given-up}.
   *
   * @return how many files were renamed
   * @throws NewerFormatException if a newer build wrote one of them; then nothing is renamed
   */
  public int giveUp(String pipeline) throws IOException {
    CheckpointFs fs = directories.apply(directoryOf(pipeline));
    for (long number : numbers(fs, COMPLETE)) {
      FormatCheck.refuseNewer(fs, complete(number), known);
    }
    int renamed = 0;
    for (String name : fs.list()) {
      if (DAMAGED.matcher(name).matches() || COMPLETE.matcher(name).matches()) {
        fs.rename(name, name.substring(0, name.lastIndexOf('.')) + ".given-up");
        renamed++;
      }
    }
    fs.forceDirectory();
    return renamed;
  }

  private static CheckpointReader open(CheckpointFs fs, String pipeline, long number)
      throws IOException {
    String name = complete(number);
    CheckpointReader reader = FileCheckpointReader.open(fs, name);
    if (!reader.header().pipeline().equals(pipeline) || reader.header().number() != number) {
      throw new CorruptCheckpointException(
          "%s is not a usable checkpoint: it is number %d of pipeline '%s'"
              .formatted(fs.place(name), reader.header().number(), reader.header().pipeline()));
    }
    return reader;
  }

  /** Nothing that was good is deleted before what replaces it was read from end to end. */
  private static void readBack(CheckpointFs fs, String name, String digest) throws IOException {
    if (!FileCheckpointReader.open(fs, name).digest().equals(digest)) {
      throw new CorruptCheckpointException(name + " does not read back as it was written");
    }
  }

  private long forgetOldest(CheckpointFs fs) throws IOException {
    List<Long> numbers = numbers(fs, COMPLETE);
    int surplus = Math.max(0, numbers.size() - keep);
    for (long number : numbers.subList(0, surplus)) {
      fs.delete(complete(number));
    }
    if (surplus > 0) {
      // One that came back after a power cut would be older than what the source still has.
      fs.forceDirectory();
    }
    return numbers.get(surplus);
  }

  private static void moveAside(CheckpointFs fs, long number) throws IOException {
    fs.rename(complete(number), "ckpt-%020d.corrupt".formatted(number));
    List<Long> damaged = numbers(fs, DAMAGED);
    for (long old : damaged.subList(0, Math.max(0, damaged.size() - DAMAGED_KEPT))) {
      fs.delete("ckpt-%020d.corrupt".formatted(old));
    }
  }

  private static String complete(long number) {
    return "ckpt-%020d.weir".formatted(number);
  }

  private static List<Long> numbers(CheckpointFs fs, Pattern pattern) throws IOException {
    return fs.list().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.parseLong(matcher.group(1)))
        .sorted()
        .toList();
  }
}
