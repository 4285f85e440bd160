package dev.weir.app.service.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.weir.monitoring.health.HealthMonitor.OpenIncident;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The incidents of health that receivers have been notified of and that are not resolved. Kept in a
 * file beside the outbox, so that the next process resolves them. Thread-safe.
 */
public final class OpenIncidents {

  /** Name of the file in the directory of the outbox. */
  static final String NAME = "health-incidents.json";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final Optional<Path> file;
  private final Map<String, OpenIncident> open = new LinkedHashMap<>();

  private OpenIncidents(Optional<Path> file) {
    this.file = file;
  }

  /** Forgets everything when the process ends. */
  public static OpenIncidents inMemory() {
    return new OpenIncidents(Optional.empty());
  }

  /**
   * Reads what an earlier process left in the directory.
   *
   * @throws IOException if there is a file that cannot be read; the message names it
   */
  public static OpenIncidents in(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    OpenIncidents incidents = new OpenIncidents(Optional.of(file));
    try {
      for (JsonNode node : MAPPER.readTree(Files.readAllBytes(file))) {
        String component = node.path("component").asText();
        incidents.open.put(
            component,
            new OpenIncident(
                component,
                node.path("reason").asText(),
                Instant.parse(node.path("opened_at").asText())));
      }
    } catch (NoSuchFileException e) {
      // No incident has been opened here.
      return incidents;
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IOException(
          "%s is damaged; remove it, and close what receivers have open by hand".formatted(file),
          e);
    }
    return incidents;
  }

  boolean isDurable() {
    return file.isPresent();
  }

  public synchronized List<OpenIncident> list() {
    return new ArrayList<>(open.values());
  }

  /** Adds an incident, or replaces its reason. */
  synchronized void put(OpenIncident incident) throws IOException {
    open.put(incident.component(), incident);
    save();
  }

  /** Removes the incident of a component, if there is one. */
  synchronized void remove(String component) throws IOException {
    if (open.remove(component) != null) {
      save();
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private void save() throws IOException {
    if (file.isEmpty()) {
      return;
    }
    ArrayNode array = MAPPER.createArrayNode();
    for (OpenIncident incident : open.values()) {
      array
          .addObject()
          .put("component", incident.component())
          .put("reason", incident.reason())
          .put("opened_at", incident.openedAt().toString());
    }
    Path unfinished = file.get().resolveSibling(NAME + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            ownerOnly(unfinished))) {
      ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(array));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file.get(), StandardCopyOption.ATOMIC_MOVE);
  }
}
