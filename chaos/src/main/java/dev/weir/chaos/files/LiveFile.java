package dev.weir.chaos.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The file to which a program appends lines now, and what happens to that file. One owner. */
final class LiveFile {

  private static final String NAME = "m-%03d.csv";
  private static final int LONGEST_HALF = 30;

  private final Path directory;
  private final String header;
  private final Random random;
  private final List<Shifted> shifted = new ArrayList<>();
  private Path path;
  private String half = "";
  private int names;

  /** Writes the first file. */
  LiveFile(Path directory, String header, Random random) throws IOException {
    this.directory = directory;
    this.header = header;
    this.random = random;
    this.path = directory.resolve(NAME.formatted(names++));
    begin();
  }

  Path path() {
    return path;
  }

  /** A number that no name has yet. */
  int number() {
    return names++;
  }

  private void begin() throws IOException {
    Files.writeString(path, header, StandardOpenOption.CREATE_NEW);
  }

  /** Appends lines; of some lots the end of the last line comes with the next. */
  void write(String lines) throws IOException {
    String text = half + lines;
    int held = random.nextInt(3) == 0 ? random.nextInt(Math.min(LONGEST_HALF, lines.length())) : 0;
    half = text.substring(text.length() - held);
    Files.writeString(path, text.substring(0, text.length() - held), StandardOpenOption.APPEND);
  }

  void completeHalf() throws IOException {
    Files.writeString(path, half, StandardOpenOption.APPEND);
    half = "";
  }

  /** The next file has the next name. */
  void next() throws IOException {
    completeHalf();
    path = directory.resolve(NAME.formatted(names++));
    begin();
  }

  /** The next file has the next name and cannot be read until it is revealed. */
  void nextUnreadable() throws IOException {
    completeHalf();
    path = directory.resolve(NAME.formatted(names++));
    Unreadable.link(path);
  }

  /** Puts a file with these lines in place of one that cannot be read. */
  void reveal(String lines) throws IOException {
    Path made = directory.resolveSibling("hidden.tmp");
    Files.writeString(made, header + lines);
    Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Renames the file to one with another ending; a new one takes its name. */
  Path rename(String ending) throws IOException {
    completeHalf();
    String name = path.getFileName().toString();
    Path renamed = path.resolveSibling(name.substring(0, name.length() - 4) + ending);
    Files.move(path, renamed);
    begin();
    return renamed;
  }

  /** The file becomes {@code NAME.1}; a new one takes its name. */
  void shift(boolean compress) throws IOException {
    completeHalf();
    earlier().rotate(compress);
    begin();
  }

  /** Copies the file to {@code NAME.1} and cuts it off behind the first line. */
  void copyAndTruncate() throws IOException {
    completeHalf();
    earlier().copy();
    truncate();
  }

  private void truncate() throws IOException {
    Files.writeString(path, header, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Makes all lines of the file unfindable; a file of its name goes on with the first line. */
  void lose(Loss loss) throws IOException {
    completeHalf();
    switch (loss) {
      case TRUNCATED -> truncate();
      case DELETED -> {
        Files.delete(path);
        begin();
      }
      case MOVED_AWAY -> {
        Files.move(path, directory.resolveSibling("away-%d.csv".formatted(names++)));
        begin();
      }
    }
  }

  private Shifted earlier() {
    if (shifted.isEmpty() || !shifted.getLast().isOf(path)) {
      shifted.add(new Shifted(path));
    }
    return shifted.getLast();
  }

  /** Takes the next step of a compression; false if none is due. */
  boolean step() throws IOException {
    for (Shifted one : shifted) {
      if (one.step()) {
        return true;
      }
    }
    return false;
  }
}
