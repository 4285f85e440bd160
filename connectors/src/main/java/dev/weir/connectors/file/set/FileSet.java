package dev.weir.connectors.file.set;

import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.text.lines.LineFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a path stands for: itself, everything readable below a folder, or what matches a
 * pattern. Files are known by their path relative to what does not vary, written with slashes.
 */
public final class FileSet {

  private static final String PATTERN_CHARACTERS = "*?[{";

  /** Endings of names that measurements may have beside those of CSV and JSONL. */
  private static final Set<String> OTHERS =
      Set.of("tsv", "tab", "txt", "dat", "data", "psv", "asc", "json", "log");

  private final Path base;
  private final Optional<PathMatcher> matcher;

  private FileSet(Path base, Optional<PathMatcher> matcher) {
    this.base = base;
    this.matcher = matcher;
  }

  /**
   * Names a file of the set.
   *
   * @param name relative path with slashes; a single file's own name
   */
  public record Entry(String name, Path path, Stamp stamp) {}

  /**
   * The set that the text stands for; relative paths begin in the working directory. What is there
   * under this very name is no pattern.
   *
   * @throws InvalidPathException if it can be no path
   * @throws PatternSyntaxException if it is no pattern
   */
  public static FileSet of(String path) {
    int pattern = firstPatternCharacter(path);
    if (pattern < 0 || new File(path).exists()) {
      return new FileSet(Path.of(path), Optional.empty());
    }
    int slash = path.lastIndexOf('/', pattern);
    Path base = Path.of(slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash));
    String glob = path.substring(slash + 1);
    return new FileSet(base, Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + glob)));
  }

  private static int firstPatternCharacter(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (PATTERN_CHARACTERS.indexOf(path.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** The format of a file by its name; empty if Weir does not read it. */
  public static Optional<LineFormat> formatOf(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.endsWith(".gz")) {
      plain = plain.substring(0, plain.length() - ".gz".length());
    }
    if (plain.endsWith(".csv")) {
      return Optional.of(LineFormat.CSV);
    }
    return plain.endsWith(".jsonl") || plain.endsWith(".ndjson")
        ? Optional.of(LineFormat.JSONL)
        : Optional.empty();
  }

  /** Whether a file of this name may hold measurements, which its content decides. */
  public static boolean mayHoldRecords(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    plain = plain.endsWith(".gz") ? plain.substring(0, plain.length() - ".gz".length()) : plain;
    return formatOf(name).isPresent() || hasTextEnding(plain);
  }

  /** Whether a name ends as those of text files of no certain format do. */
  public static boolean hasTextEnding(String name) {
    return OTHERS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** Whether the set is one file or what a pattern or a folder happens to hold. */
  public boolean isSingleFile() {
    return matcher.isEmpty() && !Files.isDirectory(base);
  }

  /** Whether there is anything where the set looks. */
  public boolean exists() {
    return Files.exists(base);
  }

  /** Why there is no file at a path. */
  public static String whyNone(String path) {
    if (Files.isDirectory(Path.of(path))) {
      return "there is no file in the folder '%s'; name one that holds CSV or JSONL"
          .formatted(path);
    }
    return of(path).isSpecial()
        ? special(path)
        : "there is no file at '%s'; check the path".formatted(path);
  }

  /** The sentence about a path of a pipe or a device. */
  public static String special(String path) {
    return ("'%s' is a pipe or a device, which cannot be read twice: save it as a file, or let weir run"
            + " read it by a source of type stdin")
        .formatted(path);
  }

  /** Whether the path is the one of a pipe or a device, of which no file is read. */
  public boolean isSpecial() {
    return isSingleFile() && exists() && !Files.isRegularFile(base);
  }

  /** Whether a file of this path is, or would be, one of the set. */
  public boolean holds(Path file) {
    Path wanted = file.toAbsolutePath().normalize();
    Path root = base.toAbsolutePath().normalize();
    if (isSingleFile()) {
      return wanted.equals(root);
    }
    return wanted.startsWith(root)
        && matcher.map(m -> m.matches(root.relativize(wanted))).orElse(true);
  }

  /** The folder that the names of the files are relative to. */
  public Path folder() {
    Path absolute = base.toAbsolutePath().normalize();
    Path above = absolute.getParent();
    return isSingleFile() && above != null ? above : absolute;
  }

  /** The place of a file relative to {@link #folder}, with slashes. */
  public String locationOf(Path file) {
    return folder().relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  /** The files there are now, in the order of their names; of any format, the folders' included. */
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (isSingleFile()) {
      Optional<Stamp> stamp = stampOf(base);
      stamp.ifPresent(s -> entries.add(new Entry(String.valueOf(base.getFileName()), base, s)));
      return entries;
    }
    if (!Files.isDirectory(base)) {
      return entries;
    }
    Files.walkFileTree(
        base,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = base.relativize(file);
            if (matcher.map(m -> m.matches(relative)).orElse(true)) {
              String name = relative.toString().replace('\\', '/');
              Optional<Stamp> stamp =
                  attributes.isRegularFile()
                      ? Optional.of(Stamp.of(attributes))
                      : stampOfLink(file);
              stamp.ifPresent(s -> entries.add(new Entry(name, file, s)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              // It went away while the folder was listed.
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** As {@link #stampOf}; a link that leads to nothing that can be read stands for no file. */
  private static Optional<Stamp> stampOfLink(Path link) throws IOException {
    return Files.isRegularFile(link) ? stampOf(link) : Optional.empty();
  }

  /** Of a regular file, symbolic links followed; empty if there is none. */
  public static Optional<Stamp> stampOf(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(Stamp.of(attributes)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
