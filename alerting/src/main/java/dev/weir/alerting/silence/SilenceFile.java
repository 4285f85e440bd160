package dev.weir.alerting.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.alerting.outbox.StateFiles;
import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The silences and acknowledgements of a state directory, in one file that is replaced as a whole.
 * Commands change it while the service runs, one at a time; the service reads it.
 */
public final class SilenceFile {

  private static final String NAME = "silences";
  private static final String LOCK = "silences.lock";
  private static final int MOST = 10_000;

  /** The newest form of the file that this build reads. */
  private static final int VERSION = 2;

  /** Ended silences and old acknowledgements are listed for so long. */
  private static final Duration KEPT = Duration.ofDays(120);

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final Path directory;
  private final StateFiles files;

  /** In a directory that is made when the first silence is added. */
  public SilenceFile(Path directory) {
    this.directory = directory;
    this.files = new StateFiles(directory, problem -> {});
  }

  /**
   * Reads what is there; nothing if there is no file.
   *
   * @throws IOException if the file cannot be read or is damaged
   */
  public Silences read() throws IOException {
    Optional<byte[]> content = files.read(NAME);
    if (content.isEmpty()) {
      if (Files.exists(files.path(NAME))) {
        throw new IOException("%s is damaged; remove it".formatted(files.path(NAME)));
      }
      return Silences.NONE;
    }
    try {
      JsonNode root = MAPPER.readTree(content.get());
      if (root.path("version").asInt() > VERSION) {
        throw new IOException(
            "%s was written by a newer build; start that one".formatted(files.path(NAME)));
      }
      return read(root);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IOException("%s is damaged; remove it".formatted(files.path(NAME)), e);
    }
  }

  /** A value that changes whenever the file is replaced. */
  String version() {
    try {
      Path file = files.path(NAME);
      return Files.getLastModifiedTime(file)
          + " "
          + Files.size(file)
          + " "
          + Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Changes the file under a lock; when this returns the change is durable.
   *
   * @param now wall-clock time, by which old entries are forgotten
   */
  public Silences change(UnaryOperator<Silences> change, Instant now) throws IOException {
    if (!Files.isDirectory(directory)) {
      // The first state makes the directory, for its owner only.
      files.write(NAME, bytes(Silences.NONE));
    }
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Silences changed = change.apply(read()).since(now.minus(KEPT));
      if (!lock.isValid() || changed.silences().size() + changed.acknowledgements().size() > MOST) {
        throw new IOException("there are more than %d silences; expire some".formatted(MOST));
      }
      files.write(NAME, bytes(changed));
      return changed;
    }
  }

  private static byte[] bytes(Silences silences) throws IOException {
    ObjectNode root = MAPPER.createObjectNode().put("version", form(silences));
    for (Silence silence : silences.silences()) {
      ObjectNode node = root.withArray("silences").addObject();
      node.put("id", silence.id())
          .put(
              "matchers",
              String.join(",", silence.matchers().stream().map(Matcher::toString).toList()))
          .put("startsAt", silence.startsAt().toString())
          .put("endsAt", silence.endsAt().toString())
          .put("createdBy", silence.createdBy())
          .put("comment", silence.comment());
      silence.window().ifPresent(window -> write(window, node.putObject("window")));
    }
    for (Silences.Acknowledgement ack : silences.acknowledgements()) {
      root.withArray("acknowledgements")
          .addObject()
          .put("alert", ack.alert())
          .put("by", ack.by())
          .put("at", ack.at().toString())
          .put("note", ack.note());
    }
    return MAPPER.writeValueAsBytes(root);
  }

  /** 2 only where a silence has a window: earlier builds, which know 1, would mute all the time. */
  private static int form(Silences silences) {
    return silences.silences().stream().allMatch(silence -> silence.window().isEmpty())
        ? 1
        : VERSION;
  }

  private static void write(Window window, ObjectNode node) {
    window.weekdayNames().forEach(node.putArray("weekdays")::add);
    window.timeTexts().forEach(node.putArray("times")::add);
    node.put("location", window.zone().getId());
  }

  private static Optional<Window> window(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            Window.parse(
                texts(node.path("weekdays")),
                texts(node.path("times")),
                node.path("location").asText()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Silences read(JsonNode root) {
    List<Silence> silences = new ArrayList<>();
    for (JsonNode node : root.path("silences")) {
      silences.add(
          new Silence(
              node.path("id").asText(),
              Matchers.parse(node.path("matchers").asText()),
              Instant.parse(node.path("startsAt").asText()),
              Instant.parse(node.path("endsAt").asText()),
              window(node.path("window")),
              node.path("createdBy").asText(),
              node.path("comment").asText()));
    }
    List<Silences.Acknowledgement> acknowledgements = new ArrayList<>();
    for (JsonNode node : root.path("acknowledgements")) {
      acknowledgements.add(
          new Silences.Acknowledgement(
              node.path("alert").asText(),
              node.path("by").asText(),
              Instant.parse(node.path("at").asText()),
              node.path("note").asText()));
    }
    return new Silences(silences, acknowledgements);
  }
}
