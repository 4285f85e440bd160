package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSet;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The files beside one, in its folder, that it may have been renamed to: those with its inode, and
 * those whose names begin as its own does up to the first dot. At most {@link #MOST} are looked at,
 * the ones written to last.
 */
final class Neighbours {

  static final int MOST = 1_000;

  private Neighbours() {}

  /**
   * Those of a file.
   *
   * @param known files that are left out
   */
  static List<Candidate> of(Path file, Stamp stamp, FileSet files, Predicate<Path> known)
      throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String stem = stem(nameOf(file));
    List<Candidate> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.<FileVisitOption>of(),
        1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path other, BasicFileAttributes attributes) {
            Stamp seen = Stamp.of(attributes);
            boolean related = seen.isSameFile(stamp) || nameOf(other).startsWith(stem);
            if (attributes.isRegularFile() && related && !known.test(other)) {
              found.add(new Candidate(files.locationOf(other), other, seen));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path other, IOException failure) {
            // It went away, or is not ours to read.
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(
        Comparator.comparing((Candidate c) -> !c.stamp().isSameFile(stamp))
            .thenComparingLong(c -> -c.stamp().modified())
            .thenComparing(Candidate::location));
    return found.subList(0, Math.min(MOST, found.size()));
  }

  /**
   * Whether rotation gives such names to a file: {@code app.csv.1}, {@code app.csv-20260101},
   * {@code app-20260101.csv}, each also with {@code .gz}.
   */
  static boolean isRotated(Path other, Path file) {
    String name = nameOf(file);
    int dot = name.indexOf('.', 1);
    String stem = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot);
    String behind = Pattern.quote(name) + "[._-].*\\d.*";
    String between =
        Pattern.quote(stem) + "[._-][\\d._T-]*\\d{6}[\\d._T-]*" + Pattern.quote(ending);
    return nameOf(other).matches("(?s)(" + behind + "|" + between + "(\\.gz)?)");
  }

  /** Whether both names begin alike up to the first dot. */
  static boolean isRelated(Path file, Path other) {
    return nameOf(other).startsWith(stem(nameOf(file)));
  }

  /** Whether files that were written after a file may have been left out of its neighbours. */
  static boolean isCut(List<Candidate> found, Stamp file) {
    return found.size() == MOST && found.getLast().stamp().modified() >= file.modified();
  }

  private static String stem(String name) {
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
