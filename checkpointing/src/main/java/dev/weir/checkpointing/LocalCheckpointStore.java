package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  /**
   * Makes nothing yet.
   *
   * @param keep how many checkpoints of each pipeline are kept, at least 1
   * @param warnings told, in a sentence, of each checkpoint that had to be put aside
   */
  public LocalCheckpointStore(Path directory, int keep, Consumer<String> warnings) {
    this(name -> new DirectoryFs(directory.resolve(name)), directory.toString(), keep, warnings);
  }

  LocalCheckpointStore(
      Function<String, CheckpointFs> directories,
      String place,
      int keep,
      Consumer<String> warnings) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be at least 1, was " + keep);
    }
    this.directories = directories;
    this.place = place;
    this.keep = keep;
    this.warnings = warnings;
  }

  /** Name of the sub-directory of a pipeline. */
  public static String directoryOf(String pipeline) {
    byte[] digest = Format.sha256().digest(pipeline.getBytes(StandardCharsets.UTF_8));
    return Format.hex(digest).substring(0, 16);
  }

  /** Opens any checkpoint file, for tools. */
  public static CheckpointReader openFile(Path file) throws IOException {
    Path directory = file.resolveSibling(".");
    return FileCheckpointReader.open(new DirectoryFs(directory), file.getFileName().toString());
  }

  /** All checkpoint files below a directory, damaged ones included, for tools; in name order. */
  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files
          .filter(file -> COMPLETE.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
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
    for (String name : fs.list()) {
      if (name.endsWith(UNFINISHED)) {
        fs.delete(name);
      }
    }
    List<Long> numbers = numbers(fs, COMPLETE);
    for (long number : numbers.reversed()) {
      try {
        return Optional.of(open(fs, pipeline, number));
      } catch (CorruptCheckpointException e) {
        warnings.accept(
            "%s; it is put aside and the one before it is tried".formatted(e.getMessage()));
        putAside(fs, number);
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
    return open(directories.apply(directoryOf(pipeline)), pipeline, number);
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
   * Lets a pipeline none of whose checkpoints is whole begin anew; they are kept under other names.
   */
  public void giveUp(String pipeline) throws IOException {
    CheckpointFs fs = directories.apply(directoryOf(pipeline));
    for (String name : fs.list()) {
      if (DAMAGED.matcher(name).matches()) {
        fs.rename(name, name.replace(".corrupt", ".given-up"));
      }
    }
    fs.forceDirectory();
  }

  private static CheckpointReader open(CheckpointFs fs, String pipeline, long number)
      throws IOException {
    String name = complete(number);
    CheckpointReader reader = FileCheckpointReader.open(fs, name);
    if (!reader.header().pipeline().equals(pipeline) || reader.header().number() != number) {
      throw new CorruptCheckpointException(
          "%s is no usable checkpoint: it is number %d of pipeline '%s'"
              .formatted(name, reader.header().number(), reader.header().pipeline()));
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

  private static void putAside(CheckpointFs fs, long number) throws IOException {
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
