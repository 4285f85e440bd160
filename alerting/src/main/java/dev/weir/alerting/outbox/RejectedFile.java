package dev.weir.alerting.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.RejectedNotices;
import dev.weir.monitoring.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps refused notices in a file, one JSON object a line. When the file has its largest size it is
 * renamed, and takes the place of the one renamed before.
 */
public final class RejectedFile implements RejectedNotices {

  /** Name of the file. */
  public static final String NAME = "rejected-notices.jsonl";

  private static final long LARGEST = 16L << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Path file;
  private final long largest;
  private final InstantSource clock;

  /** In this directory, which must exist when the first is kept. */
  public RejectedFile(Path directory, InstantSource clock) {
    this(directory, clock, LARGEST);
  }

  RejectedFile(Path directory, InstantSource clock, long largest) {
    this.file = directory.resolve(NAME);
    this.clock = clock;
    this.largest = largest;
  }

  @Override
  public synchronized void keep(String receiver, Notice notice, String reason) throws IOException {
    if (Files.exists(file) && Files.size(file) >= largest) {
      Files.move(file, file.resolveSibling(NAME + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(file, options, DirectoryDisk.ownerOnly(file, "rw-------"))) {
      long end = channel.size();
      try {
        write(channel, line(receiver, notice, reason));
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Behind a line that a crash tore off, the next one begins on a line of its own. */
  private static void write(FileChannel channel, byte[] line) throws IOException {
    long end = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
    if (torn) {
      bytes.put((byte) '\n');
    }
    bytes.put(line).flip();
    for (long at = end; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }

  private byte[] line(String receiver, Notice notice, String reason) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    Alert alert = notice.alert();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("at", clock.instant().toString());
      json.writeStringField("receiver", receiver);
      json.writeStringField("reason", reason);
      json.writeStringField("notice", notice.id());
      json.writeStringField("kind", notice.kind().name());
      json.writeStringField("alert", alert.id());
      json.writeStringField("severity", alert.severity().name());
      json.writeStringField("since", alert.since());
      texts(json, "labels", alert.labels());
      texts(json, "notes", alert.notes());
      json.writeEndObject();
    }
    line.write('\n');
    // The writer of JSON leaves U+007F as it is.
    return Printable.json(line.toString(StandardCharsets.US_ASCII))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }
}
