package dev.weir.chaos.random.feed;

import dev.weir.chaos.random.drawn.DrawnSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Compressed files that are complete before Weir starts. */
final class GzFeed implements DrawnFeed {

  private final DrawnSource source;
  private final RowText text;
  private final Path folder;

  GzFeed(DrawnSource source, Path directory) throws IOException {
    this.source = source;
    this.text = new RowText(source);
    this.folder = Files.createDirectories(directory.resolve("in-" + source.name()));
    int files = source.layout().files();
    for (int i = 0; i < files; i++) {
      write(i, records() * i / files, records() * (i + 1) / files);
    }
  }

  private void write(int index, long first, long end) throws IOException {
    StringBuilder lines = new StringBuilder(text.header(false));
    for (long number = first; number < end; number++) {
      lines.append(text.line(source.shape().row(number), false));
    }
    Path file = folder.resolve("part-%d%s.gz".formatted(index, text.extension()));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public String entry() {
    return entry(source.layout().labels());
  }

  private String entry(boolean follow) {
    return "{ type = file, name = %s, path = \"%s\", follow = %s%s }"
        .formatted(source.name(), folder.resolve("*.gz"), follow, text.settings());
  }

  @Override
  public void upTo(long number, boolean running) {
    // All of them are there.
  }

  @Override
  public String oracle() {
    return entry(false);
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public long records() {
    return source.shape().count();
  }
}
