package dev.weir.chaos.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The files {@code NAME.1}, {@code NAME.2}, ... of one name, the newest first, as logrotate keeps
 * them.
 */
final class Shifted {

  private static final String GZ = ".gz";

  /** How far the compression of one file is. */
  private enum Stage {
    PLAIN,
    DUE,
    BOTH,
    COMPRESSED
  }

  private final Path live;
  private final List<Stage> stages = new ArrayList<>();

  Shifted(Path live) {
    this.live = live;
  }

  boolean isOf(Path file) {
    return live.equals(file);
  }

  /** Moves every file one number on, and the live one to number 1. */
  void rotate(boolean compress) throws IOException {
    shift();
    Files.move(live, numbered(1));
    stages.addFirst(compress ? Stage.DUE : Stage.PLAIN);
  }

  /** Copies the live file to number 1, and leaves it as it is. */
  void copy() throws IOException {
    shift();
    Files.copy(live, numbered(1));
    stages.addFirst(Stage.PLAIN);
  }

  private void shift() throws IOException {
    for (int number = stages.size(); number >= 1; number--) {
      Stage stage = stages.get(number - 1);
      if (stage != Stage.COMPRESSED) {
        Files.move(numbered(number), numbered(number + 1));
      }
      if (stage == Stage.BOTH || stage == Stage.COMPRESSED) {
        Files.move(compressed(numbered(number)), compressed(numbered(number + 1)));
      }
    }
  }

  /** Takes the next step of a compression; false if none is due. */
  boolean step() throws IOException {
    for (int at = 0; at < stages.size(); at++) {
      Path file = numbered(at + 1);
      switch (stages.get(at)) {
        case DUE -> {
          compress(file, compressed(file));
          stages.set(at, Stage.BOTH);
          return true;
        }
        case BOTH -> {
          Files.delete(file);
          stages.set(at, Stage.COMPRESSED);
          return true;
        }
        case PLAIN, COMPRESSED -> {
          // Nothing is due.
        }
      }
    }
    return false;
  }

  /** Writes the content of a file, compressed, to another. */
  static void compress(Path from, Path to) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      Files.copy(from, out);
    }
  }

  static Path compressed(Path file) {
    return file.resolveSibling(file.getFileName() + GZ);
  }

  private Path numbered(int number) {
    return live.resolveSibling(live.getFileName() + "." + number);
  }
}
