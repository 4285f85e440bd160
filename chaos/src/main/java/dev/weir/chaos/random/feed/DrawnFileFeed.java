package dev.weir.chaos.random.feed;

import dev.weir.chaos.random.drawn.DrawnSource;
import dev.weir.chaos.random.drawn.Layout;
import dev.weir.chaos.random.drawn.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A file that grows, and is rotated by renaming if the source is drawn so. A file that leaves the
 * path of the source can be found again only if the source has read from it: the first rotation
 * waits until a detection of the source is written.
 */
final class DrawnFileFeed implements DrawnFeed {

  private final DrawnSource source;
  private final RowText text;
  private final Path file;
  private final Path oracle;
  private final Path detections;
  private final boolean rotates;
  private long next;
  private int rotated;

  /**
   * @param detections the file to which the process under trial writes all detections
   */
  DrawnFileFeed(DrawnSource source, Path directory, Path detections) throws IOException {
    this.source = source;
    this.detections = detections;
    this.text = new RowText(source);
    this.rotates = source.kind() == DrawnSource.Kind.ROTATED;
    Path place = Files.createDirectories(directory.resolve("in-" + source.name()));
    this.file = place.resolve("data" + text.extension());
    this.oracle = directory.resolve("oracle-" + source.name() + text.extension());
    Files.writeString(file, text.header(false));
    Files.writeString(oracle, text.header(false));
  }

  @Override
  public String entry() {
    Path path = isPattern() ? file.resolveSibling("data*" + text.extension()) : file;
    return "{ type = file, name = %s, path = \"%s\", follow = true%s }"
        .formatted(source.name(), path, text.settings());
  }

  @Override
  public void upTo(long number, boolean running) throws Exception {
    while (true) {
      long rotation = rotation();
      if (rotation <= next) {
        rotate(running);
      } else if (next < number) {
        append(Math.min(number, rotation), running);
      } else {
        return;
      }
    }
  }

  /** The record before which the next rotation comes. */
  private long rotation() throws IOException {
    int rotations = source.layout().rotations();
    boolean tooEarly = rotated == 0 && !isPattern() && !wasRead();
    return !rotates || rotated >= rotations || tooEarly
        ? Long.MAX_VALUE
        : (long) source.shape().count() * (rotated + 1) / (rotations + 1);
  }

  private boolean isPattern() {
    return rotates && source.layout().rotation() == Layout.Rotation.DATED;
  }

  private boolean wasRead() throws IOException {
    if (!Files.exists(detections)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(detections)) {
      return lines.anyMatch(line -> line.contains("\"series\":\"" + source.name() + "-"));
    }
  }

  private boolean swapped() {
    return source.layout().swapped() && rotated % 2 == 1;
  }

  private void append(long end, boolean running) throws IOException {
    StringBuilder lines = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    for (; next < end; next++) {
      Row row = source.shape().row(next);
      lines.append(text.line(row, swapped()));
      plain.append(text.line(row, false));
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      // While Weir reads, it may see the first part of a line.
      int middle = running ? bytes.length / 2 : bytes.length;
      out.write(bytes, 0, middle);
      out.flush();
      out.write(bytes, middle, bytes.length - middle);
    }
    Files.writeString(oracle, plain, StandardOpenOption.APPEND);
  }

  private void rotate(boolean running) throws IOException {
    rotated++;
    if (source.layout().rotation() == Layout.Rotation.DATED) {
      Files.move(file, sibling("data-2026-%03d%s".formatted(rotated, text.extension())));
    } else {
      for (int i = rotated - 1; i > 0; i--) {
        for (String end : new String[] {"", ".gz"}) {
          if (Files.exists(sibling(file.getFileName() + "." + i + end))) {
            Files.move(
                sibling(file.getFileName() + "." + i + end),
                sibling(file.getFileName() + "." + (i + 1) + end));
          }
        }
      }
      Path first = sibling(file.getFileName() + ".1");
      Files.move(file, first);
      if (source.layout().rotation() == Layout.Rotation.COMPRESSED && !running) {
        try (OutputStream out =
            new GZIPOutputStream(Files.newOutputStream(sibling(first.getFileName() + ".gz")))) {
          Files.copy(first, out);
        }
        Files.delete(first);
      }
    }
    Files.writeString(file, text.header(swapped()));
  }

  private Path sibling(String name) {
    return file.resolveSibling(name);
  }

  @Override
  public String oracle() {
    return "{ type = file, name = %s, path = \"%s\"%s }"
        .formatted(source.name(), rotates ? oracle : file, text.settings());
  }

  @Override
  public boolean isExact() {
    return !rotates;
  }

  @Override
  public long records() {
    return next;
  }
}
