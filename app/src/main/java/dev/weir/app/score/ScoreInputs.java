package dev.weir.app.score;

import dev.weir.connectors.file.content.FileReading;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.setup.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The files to be scored, found from the paths of a command line.
 *
 * @param skipped files that are none of ours, in sentences
 * @param unusable files that are ours and cannot be scored, in sentences
 */
public record ScoreInputs(
    List<ScoreInput> files, List<String> skipped, List<String> unusable, Readings readings) {

  /** A path that names nothing, or two files that would be written to one. */
  public static final class BadPathException extends Exception {

    private static final long serialVersionUID = 1L;

    BadPathException(String message) {
      super(message);
    }
  }

  /** Looks at every path of files of which nothing is known. */
  static ScoreInputs find(List<String> paths, Optional<Path> out)
      throws BadPathException, IOException {
    return find(paths, out, (_, name) -> Setup.open(name));
  }

  /**
   * Looks at every path; relative paths of inputs become those of outputs below {@code out}.
   *
   * @param out folder of the results; empty if none are written
   * @param setups what is known of a file, by its path and name
   */
  public static ScoreInputs find(
      List<String> paths, Optional<Path> out, BiFunction<Path, String, Setup> setups)
      throws BadPathException, IOException {
    if (out.isPresent()) {
      requireFolder(out.get());
    }
    ScoreInputs inputs =
        new ScoreInputs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new Readings());
    Set<Path> read = new HashSet<>();
    Map<Path, Path> outputs = new HashMap<>();
    for (String path : paths) {
      List<FileSet.Entry> entries = list(path);
      if (entries.isEmpty()) {
        throw new BadPathException(FileSet.whyNone(path));
      }
      for (FileSet.Entry entry : entries) {
        boolean named = entries.size() == 1 && FileSet.of(path).isSingleFile();
        inputs.add(entry, named, out, outputs, setups);
        read.add(entry.path().toRealPath());
      }
    }
    for (Path output : outputs.keySet()) {
      requireOther(output, read);
      requireFile(output);
    }
    return inputs;
  }

  private static void requireFolder(Path out) throws BadPathException {
    Optional<Path> file = fileOnTheWay(out.toAbsolutePath());
    if (file.isPresent()) {
      throw new BadPathException(
          "--out must be a folder, and %s is a file; name another".formatted(file.get()));
    }
  }

  private static Optional<Path> fileOnTheWay(@Nullable Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at) && !Files.isDirectory(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** Refuses an output path at which there is something that a file cannot replace. */
  private static void requireFile(Path output) throws BadPathException {
    if (Files.isDirectory(output)) {
      throw new BadPathException(
          "results would go to %s, and that is a folder; name another folder by --out"
              .formatted(output));
    }
    Optional<Path> file = fileOnTheWay(output.toAbsolutePath().getParent());
    if (file.isPresent()) {
      throw new BadPathException(
          "results would go to %s, and %s is a file; name another folder by --out"
              .formatted(output, file.get()));
    }
  }

  private static void requireOther(Path output, Set<Path> read)
      throws BadPathException, IOException {
    if (Files.exists(output) && read.contains(output.toRealPath())) {
      throw new BadPathException(
          "%s is an input, and would be written over; name another folder by --out"
              .formatted(output));
    }
  }

  private static List<FileSet.Entry> list(String path) throws BadPathException, IOException {
    try {
      return FileSet.of(path).list();
    } catch (InvalidPathException e) {
      throw new BadPathException("'%s' is not a path: %s".formatted(path, e.getReason()));
    } catch (PatternSyntaxException e) {
      throw new BadPathException(
          "'%s' is not a pattern of files: %s".formatted(path, e.getDescription()));
    }
  }

  private void add(
      FileSet.Entry entry,
      boolean named,
      Optional<Path> out,
      Map<Path, Path> outputs,
      BiFunction<Path, String, Setup> setups)
      throws BadPathException {
    boolean ours = FileSet.formatOf(entry.name()).isPresent();
    if (!named && !FileSet.mayHoldRecords(entry.name())) {
      skip(entry);
      return;
    }
    Reading reading = FileReading.of(entry.path(), setups.apply(entry.path(), entry.name()));
    if (!ours && !named && !(reading instanceof Reading.Decided)) {
      skip(entry);
      return;
    }
    Optional<Path> output = out.map(folder -> folder.resolve(outputName(entry.name())));
    if (output.isPresent()) {
      Path other = outputs.put(output.get(), entry.path());
      if (other != null) {
        throw new BadPathException(
            "%s and %s would both be written to %s; score them into different folders"
                .formatted(other, entry.path(), output.get()));
      }
    }
    switch (reading) {
      case Reading.Decided decided -> {
        readings.add(entry.path().toString(), decided);
        files.add(new ScoreInput(entry.name(), entry.path(), decided.settings(), output));
      }
      case Reading.Ambiguous(String _, String question) ->
          unusable.add("cannot score %s: %s".formatted(entry.path(), question));
      case Reading.Unreadable(String reason) ->
          unusable.add("cannot score %s: %s".formatted(entry.path(), reason));
    }
  }

  private void skip(FileSet.Entry entry) {
    skipped.add("skipping %s: it is neither CSV nor JSONL".formatted(entry.path()));
  }

  private static String ending(String name) {
    String plain = cut(name, ".gz");
    return plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String outputName(String name) {
    String plain = cut(name, ".gz");
    for (String ending : List.of(".csv", ".jsonl", ".ndjson")) {
      plain = cut(plain, ending);
    }
    return (FileSet.hasTextEnding(plain) ? cut(plain, "." + ending(plain)) : plain) + ".csv";
  }

  private static String cut(String name, String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending)
        ? name.substring(0, name.length() - ending.length())
        : name;
  }
}
