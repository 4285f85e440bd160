package dev.weir.app.settings;

import dev.weir.connectors.file.FileSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Who writes and who reads which file: each has one writer, which is read by nobody. */
final class OwnFiles {

  private static final String KEY = "path";

  private record Writer(Section section, Path path) {}

  private record Reader(Section section, FileSettings files) {}

  private final List<Writer> writers = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();

  /** The section's path is written. */
  void write(Section section, Path path) {
    if (!path.toString().isEmpty()) {
      writers.add(new Writer(section, path.toAbsolutePath().normalize()));
    }
  }

  /** The section's path is read. */
  void read(Section section, FileSettings files) {
    readers.add(new Reader(section, files));
  }

  /** Says which are not kept apart, once all are known. */
  void refuseShared() {
    Map<Path, Section> first = new LinkedHashMap<>();
    for (Writer writer : writers) {
      Section other = first.putIfAbsent(writer.path(), writer.section());
      if (other != null) {
        writer
            .section()
            .problem(
                KEY, "is the file that %s writes; give each its own".formatted(other.name(KEY)));
      }
    }
    for (Reader reader : readers) {
      first.forEach((path, writer) -> {
        if (reads(reader.files(), path)) {
          reader
              .section()
              .problem(
                  KEY,
                  "reads the file that %s writes; name another place for one of them"
                      .formatted(writer.name(KEY)));
        }
      });
    }
  }

  private static boolean reads(FileSettings files, Path path) {
    try {
      return !files.path().isEmpty() && files.reads(path);
    } catch (PatternSyntaxException e) {
      // That is a problem of its own.
      return false;
    }
  }
}
