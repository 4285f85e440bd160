package dev.weir.chaos.feed;

import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** The records before those of a workload, in several files, one of them compressed. */
public final class History {

  private static final int FILES = 3;

  private final Workspace place;
  private final int records;

  /** Writes so many records; none if that is 0. */
  public History(Workspace round, Workload workload, int records) throws IOException {
    this.place = round.inside("history");
    this.records = records;
    int each = Math.ceilDiv(records, FILES);
    int written = 0;
    for (int file = 0; written < records; file++) {
      int count = Math.min(each, records - written);
      write(
          place.path("part-%d.csv%s".formatted(file, file == 1 ? ".gz" : "")),
          workload,
          1L - records + written,
          count);
      written += count;
    }
  }

  private static void write(Path file, Workload workload, long first, int count)
      throws IOException {
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      StringBuilder lines = new StringBuilder(workload.header());
      for (int i = 0; i < count; i++) {
        lines.append(workload.row(first + i).csv());
      }
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns its settings, for the entry of a source. */
  public String before() {
    return records == 0 ? "" : " { history { path = \"%s/part-*\" } }".formatted(place.directory());
  }

  public void delete() throws IOException {
    place.delete();
  }
}
