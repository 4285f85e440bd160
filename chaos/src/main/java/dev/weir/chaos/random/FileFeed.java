package dev.weir.chaos.random;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** A file that grows, and is rotated by renaming if the source is drawn so. */
final class FileFeed implements Feed {

  private final DrawnSource source;
  private final RowText text;
  private final Path file;
  private final Path oracle;
  private final boolean rotates;
  private long next;
  private int rotated;

  FileFeed(DrawnSource source, Path directory) throws IOException {
    this.source = source;
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
    boolean pattern = rotates && source.layout().rotation() == Layout.Rotation.DATED;
    Path path = pattern ? file.resolveSibling("data*" + text.extension()) : file;
    return "{ type = file, name = %s, path = \"%s\", follow = true%s }"
        .formatted(source.name(), path, text.settings());
  }

  @Override
  public void upTo(long number, boolean running) throws Exception {
    while (next < number) {
      long rotation = rotation();
      long end = Math.min(number, rotation);
      append(end, running);
      if (rotates && end == rotation) {
        rotate(running);
      }
    }
  }

  /** The record before which the next rotation comes. */
  private long rotation() {
    int rotations = source.layout().rotations();
    return rotates && rotated < rotations
        ? (long) source.shape().count() * (rotated + 1) / (rotations + 1)
        : Long.MAX_VALUE;
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
