package dev.weir.chaos.random.feed;

import dev.weir.chaos.random.drawn.DrawnSource;
import dev.weir.chaos.random.drawn.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A folder whose files grow by turns: each has series of its own, and some appear late. */
final class FolderFeed implements DrawnFeed {

  /** In the order in which they appear: a late one may sort before those that are there. */
  private static final List<String> NAMES = List.of("m", "c", "x", "a");

  private final DrawnSource source;
  private final RowText text;
  private final Path folder;
  private long next;

  FolderFeed(DrawnSource source, Path directory) throws IOException {
    this.source = source;
    this.text = new RowText(source);
    this.folder = Files.createDirectories(directory.resolve("in-" + source.name()));
  }

  @Override
  public String entry() {
    return entry("true");
  }

  private String entry(String follow) {
    Object path = source.layout().labels() ? folder : folder.resolve("*" + text.extension());
    return "{ type = file, name = %s, path = \"%s\", follow = %s%s }"
        .formatted(source.name(), path, follow, text.settings());
  }

  @Override
  public void upTo(long number, boolean running) throws Exception {
    for (; next < number; next++) {
      Row row = source.shape().row(next);
      int series = Integer.parseInt(row.series().substring(source.shape().prefix().length()));
      int index = series % source.layout().files();
      Path file = folder.resolve(NAMES.get(index) + text.extension());
      boolean swapped = source.layout().swapped() && index % 2 == 1;
      if (!Files.exists(file)) {
        Files.writeString(file, text.header(swapped) + text.line(row, swapped));
      } else {
        Files.writeString(file, text.line(row, swapped), StandardOpenOption.APPEND);
      }
    }
  }

  @Override
  public String oracle() {
    return entry("false");
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public long records() {
    return next;
  }
}
