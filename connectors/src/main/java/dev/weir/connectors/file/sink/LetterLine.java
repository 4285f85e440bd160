package dev.weir.connectors.file.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.weir.monitoring.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A dead letter as a line of JSON. Pure ASCII: whatever the record holds, a terminal shows nothing
 * but text.
 *
 * <p>A later format may add fields and reasons; it must keep the names and types of these.
 */
final class LetterLine {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "at",
          "pipeline",
          "position",
          "reason",
          "detail",
          "head",
          "record",
          "record_base64");

  private LetterLine() {}

  static byte[] of(StoredLetter letter) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", letter.id());
      json.writeStringField("at", letter.at().toString());
      json.writeStringField("pipeline", letter.pipeline());
      json.writeStringField("position", letter.position());
      json.writeStringField("reason", letter.reason());
      json.writeStringField("detail", letter.detail());
      json.writeStringField("head", letter.head());
      if (letter.record().isPresent()) {
        byte[] record = letter.record().get();
        Optional<String> text = text(record);
        if (text.isPresent()) {
          json.writeStringField("record", text.get());
        } else {
          json.writeStringField("record_base64", Base64.getEncoder().encodeToString(record));
        }
      }
      json.writeEndObject();
    }
    line.write('\n');
    // The writer of JSON leaves U+007F as it is.
    return Printable.json(line.toString(StandardCharsets.US_ASCII))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a line. Fields that a newer build added are skipped, whatever their type.
   *
   * @return empty if the line does not hold a letter
   */
  static Optional<StoredLetter> read(String line) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      Map<String, String> texts = new HashMap<>();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(name, json.getText());
        } else if (KNOWN.contains(name)) {
          return Optional.empty();
        } else {
          json.skipChildren();
        }
      }
      return Optional.of(
          new StoredLetter(
              text(texts, "id"),
              Instant.parse(text(texts, "at")),
              text(texts, "pipeline"),
              text(texts, "position"),
              text(texts, "reason"),
              text(texts, "detail"),
              text(texts, "head"),
              record(texts)));
    } catch (JsonParseException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, String> texts, String name) {
    return texts.getOrDefault(name, "");
  }

  private static Optional<byte[]> record(Map<String, String> texts) {
    if (texts.containsKey("record_base64")) {
      return Optional.of(Base64.getDecoder().decode(text(texts, "record_base64")));
    }
    return texts.containsKey("record")
        ? Optional.of(text(texts, "record").getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
