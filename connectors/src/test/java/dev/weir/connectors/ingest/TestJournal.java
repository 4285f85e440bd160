package dev.weir.connectors.ingest;

import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal in a directory, and what tests ask of it. */
final class TestJournal implements AutoCloseable {

  static final JournalLimits LIMITS = JournalLimits.of(1 << 30);
  static final TextSettings SETTINGS =
      new TextSettings(LineFormat.JSONL, ',', 1 << 20, RecordSettings.usual("in"));

  final List<String> warnings = new CopyOnWriteArrayList<>();
  final IngestJournal journal;

  TestJournal(Path directory, JournalLimits limits) throws IOException {
    journal =
        new IngestJournal(
            Files.createDirectories(directory),
            limits,
            () -> 1_000,
            Thread.ofPlatform().factory(),
            warnings::add);
  }

  TestJournal(Path directory) throws IOException {
    this(directory, LIMITS);
  }

  /** Stores a batch and waits until it is on disk. */
  Receipt append(String key, String... lines) {
    return append(BatchFormat.JSONL, key, lines);
  }

  Receipt append(BatchFormat format, String key, String... lines) {
    byte[] body = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    BatchKey batchKey = key.isEmpty() ? BatchKey.NONE : BatchKey.of(key);
    return journal.append(format, body, batchKey).toCompletableFuture().join();
  }

  IngestSource source() {
    return new IngestSource("in", SETTINGS, () -> journal);
  }

  @Override
  public void close() {
    journal.close();
  }
}
