package dev.weir.alerting.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the refused notices of a state directory, and keeps which of them were sent again. */
public final class RejectedReader {

  private static final String RESENT = "resent-notices";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final Path directory;
  private final StateFiles files;

  /** Of the directory of the outbox. */
  public RejectedReader(Path directory) {
    this.directory = directory;
    this.files = new StateFiles(directory, problem -> {});
  }

  /**
   * Holds a notice that a receiver refused.
   *
   * @param at wall-clock time of the refusal, as text
   */
  public record Rejected(String at, String receiver, String reason, Notice notice) {
    private String key() {
      return receiver + "\n" + notice.id() + "\n" + at;
    }
  }

  /** Those that were not sent again, the oldest first; a torn line is left out. */
  public List<Rejected> pending() throws IOException {
    Set<String> resent = resent();
    List<Rejected> pending = new ArrayList<>();
    for (String name : List.of(RejectedFile.NAME + ".1", RejectedFile.NAME)) {
      Path file = directory.resolve(name);
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          read(line).filter(one -> !resent.contains(one.key())).ifPresent(pending::add);
        }
      }
    }
    return pending;
  }

  /** Remembers that these were sent again; when this returns it is durable. */
  public void resent(List<Rejected> notices) throws IOException {
    Set<String> all = resent();
    notices.forEach(one -> all.add(one.key()));
    files.write(RESENT, MAPPER.writeValueAsBytes(all));
  }

  private Set<String> resent() throws IOException {
    Set<String> keys = new LinkedHashSet<>();
    Optional<byte[]> content = files.read(RESENT);
    if (content.isPresent()) {
      MAPPER.readTree(content.get()).forEach(key -> keys.add(key.asText()));
    }
    return keys;
  }

  private static Optional<Rejected> read(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      Alert alert =
          new Alert(
              node.path("alert").asText(),
              texts(node.path("labels")),
              Alert.Severity.valueOf(node.path("severity").asText()),
              node.path("since").asText(),
              texts(node.path("notes")));
      Notice notice =
          new Notice(
              node.path("notice").asText(), Notice.Kind.valueOf(node.path("kind").asText()), alert);
      return Optional.of(
          new Rejected(
              node.path("at").asText(),
              node.path("receiver").asText(),
              node.path("reason").asText(),
              notice));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // A crash tore the line off.
      return Optional.empty();
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    return texts;
  }
}
