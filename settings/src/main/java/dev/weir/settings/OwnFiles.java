package dev.weir.settings;

import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.settings.hocon.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Finds settings that name one file for two purposes, under one name or under several (links, hard
 * links, {@code ./}). A file has one writer, and nothing reads it.
 */
final class OwnFiles {

  private static final String KEY = "path";

  private record Writer(Section section, Path path, FileTarget target) {}

  private record Reader(Section section, FileSettings files) {}

  private final List<Writer> writers = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();

  /** The section's path is written. */
  void write(Section section, Path path) {
    if (!path.toString().isEmpty()) {
      writers.add(new Writer(section, path, FileTarget.of(path)));
    }
  }

  /** The section's path is read. */
  void read(Section section, FileSettings files) {
    readers.add(new Reader(section, files));
  }

  /** Reports each conflict at the later of the two settings. Call it when all are known. */
  void refuseShared() {
    for (int i = 0; i < writers.size(); i++) {
      refuseSecond(writers.get(i), writers.subList(0, i));
    }
    for (Reader reader : readers) {
      for (Writer writer : writers) {
        if (reads(reader.files(), writer)) {
          reader
              .section()
              .problem(
                  KEY,
                  "reads the file that %s writes; name another place for one of them"
                      .formatted(writer.section().name(KEY)));
        }
      }
    }
  }

  private static void refuseSecond(Writer writer, List<Writer> before) {
    for (Writer other : before) {
      if (writer.target().isSameAs(other.target()) && !writer.target().shareable()) {
        writer
            .section()
            .problem(
                KEY,
                "is the file that %s writes; give each its own"
                    .formatted(other.section().name(KEY)));
        return;
      }
    }
  }

  private static boolean reads(FileSettings files, Writer writer) {
    if (files.path().isEmpty()) {
      return false;
    }
    FileTarget written = writer.target();
    try {
      return files.reads(writer.path())
          || files.reads(written.path())
          || FileTarget.of(Path.of(files.path())).isSameAs(written)
          || holds(files, written);
    } catch (PatternSyntaxException | InvalidPathException e) {
      // That is a problem of its own.
      return false;
    }
  }

  /** Whether one of the files there are now is the one that is written. */
  private static boolean holds(FileSettings files, FileTarget written) {
    if (written.key().isEmpty() || written.shareable()) {
      return false;
    }
    try {
      return FileSet.of(files.path()).list().stream()
          .anyMatch(
              entry -> files.reads(entry.path()) && FileTarget.of(entry.path()).isSameAs(written));
    } catch (IOException | UncheckedIOException e) {
      // The source reports that its files cannot be listed.
      return false;
    }
  }
}
