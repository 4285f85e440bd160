package dev.weir.app.service.alerts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.silence.Silence;
import dev.weir.alerting.silence.Window;
import dev.weir.app.http.routing.BadRequestException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the JSON object by which a request adds or changes a silence, or acknowledges an alert. A
 * field that is unknown, malformed or of another type is a {@link BadRequestException} that names
 * it.
 */
final class SilenceBody {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> OF_SILENCE =
      Set.of(
          "id",
          "matchers",
          "starts_at",
          "ends_at",
          "for",
          "weekdays",
          "times",
          "time_zone",
          "created_by",
          "comment");
  private static final Set<String> OF_ACKNOWLEDGEMENT = Set.of("by", "note");
  private static final int LONGEST = 1_000;
  private static final int MOST = 100;

  private final JsonNode json;

  private SilenceBody(JsonNode json) {
    this.json = json;
  }

  static SilenceBody ofSilence(byte[] body) {
    return read(body, OF_SILENCE);
  }

  static SilenceBody ofAcknowledgement(byte[] body) {
    return read(body.length == 0 ? new byte[] {'{', '}'} : body, OF_ACKNOWLEDGEMENT);
  }

  private static SilenceBody read(byte[] body, Set<String> known) {
    JsonNode json;
    try {
      json = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new BadRequestException("the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRequestException("the body is not JSON");
    }
    if (!json.isObject()) {
      throw new BadRequestException("the body must be a JSON object");
    }
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw new BadRequestException(
                "the body has an unknown field '%s'; those it may have are %s"
                    .formatted(name, new TreeSet<>(known)));
          }
        });
    return new SilenceBody(json);
  }

  /** The silence to change; empty if a new one is wanted. */
  Optional<String> id() {
    return text("id");
  }

  /**
   * A new silence.
   *
   * @param now its start, unless the body has another
   */
  Silence silence(String id, Instant now) {
    if (!json.has("matchers")) {
      throw new BadRequestException("matchers must be given, such as [\"series=boiler3\"]");
    }
    Instant start = instant("starts_at").orElse(now);
    Instant end =
        end(start)
            .orElseThrow(() ->
                new BadRequestException("one of for, such as \"2h\", and ends_at must be given"));
    String comment =
        text("comment")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> new BadRequestException("comment must say why"));
    return checked(
        new Terms(id, matchers(), start, end, window(), text("created_by").orElse("api"), comment));
  }

  /**
   * A silence that is there, with what the body says otherwise; for counts from now.
   *
   * @throws BadRequestException also if it would start earlier than it did
   */
  Silence change(Silence old, Instant now) {
    if (json.has("starts_at")) {
      throw new BadRequestException("starts_at cannot be changed; add another silence");
    }
    boolean windowed = json.has("weekdays") || json.has("times") || json.has("time_zone");
    return checked(
        new Terms(
            old.id(),
            json.has("matchers") ? matchers() : old.matchers(),
            old.startsAt(),
            end(now).orElse(old.endsAt()),
            windowed ? window() : old.window(),
            text("created_by").orElse(old.createdBy()),
            text("comment").orElse(old.comment())));
  }

  private record Terms(
      String id,
      List<Matcher> matchers,
      Instant start,
      Instant end,
      Optional<Window> window,
      String by,
      String comment) {}

  private static Silence checked(Terms terms) {
    try {
      return new Silence(
          terms.id(),
          terms.matchers(),
          terms.start(),
          terms.end(),
          terms.window(),
          terms.by(),
          terms.comment());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private List<Matcher> matchers() {
    List<Matcher> matchers = new ArrayList<>();
    for (String text : texts("matchers")) {
      try {
        matchers.addAll(Matchers.parse(text));
      } catch (IllegalArgumentException e) {
        throw new BadRequestException("matchers: " + e.getMessage());
      }
    }
    return matchers;
  }

  private Optional<Instant> end(Instant from) {
    Optional<String> length = text("for");
    if (length.isPresent() && json.has("ends_at")) {
      throw new BadRequestException("only one of for and ends_at may be given");
    }
    return length.isPresent() ? Optional.of(from.plus(duration(length.get()))) : instant("ends_at");
  }

  private static Duration duration(String text) {
    try {
      return ConfigFactory.parseMap(Map.of("for", text)).getDuration("for");
    } catch (ConfigException e) {
      throw new BadRequestException("for must be a duration such as \"2h\" or \"30m\"");
    }
  }

  private Optional<Instant> instant(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new BadRequestException(
          "%s must be a time such as 2026-03-01T12:00:00Z".formatted(name));
    }
  }

  private Optional<Window> window() {
    List<String> weekdays = texts("weekdays");
    List<String> times = texts("times");
    Optional<String> zone = text("time_zone");
    if (weekdays.isEmpty() && times.isEmpty() && zone.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Window.parse(weekdays, times, zone.orElse("UTC")));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  /** A text of at most {@value #LONGEST} characters; empty if the body has none. */
  Optional<String> text(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(bounded(name, value));
  }

  private List<String> texts(String name) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isArray()) {
      throw new BadRequestException("%s must be an array of texts".formatted(name));
    }
    if (value.size() > MOST) {
      throw new BadRequestException("%s may have at most %d texts".formatted(name, MOST));
    }
    List<String> texts = new ArrayList<>();
    value.forEach(each -> texts.add(bounded(name, each)));
    return texts;
  }

  private static String bounded(String name, JsonNode value) {
    if (!value.isTextual() || value.textValue().length() > LONGEST) {
      throw new BadRequestException(
          "%s must be a text of at most %d characters".formatted(name, LONGEST));
    }
    return value.textValue();
  }
}
