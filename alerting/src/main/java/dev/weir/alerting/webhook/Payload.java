package dev.weir.alerting.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The body of a call, in version 4 of Alertmanager's webhook format. The same notices are always
 * the same bytes. One delivery is one group.
 */
final class Payload {

  /** The text that Alertmanager writes for an unknown time. */
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_KEY = 200;

  private Payload() {}

  static byte[] of(String receiver, List<Notice> notices) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("version", "4");
      json.writeStringField("groupKey", groupKey(notices));
      json.writeNumberField("truncatedAlerts", 0);
      boolean over = notices.stream().allMatch(Payload::isOver);
      json.writeStringField("status", over ? "resolved" : "firing");
      json.writeStringField("receiver", Printable.of(receiver));
      Map<String, String> labels = common(notices.stream().map(Payload::labels).toList());
      texts(json, "groupLabels", labels);
      texts(json, "commonLabels", labels);
      texts(json, "commonAnnotations", common(notices.stream().map(Payload::annotations).toList()));
      json.writeStringField("externalURL", "");
      json.writeArrayFieldStart("alerts");
      for (Notice notice : notices) {
        alert(json, notice);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory can be written to", e);
    }
    return body.toByteArray();
  }

  /**
   * The key by which a receiver recognizes a repeated call: the id of the notice, or a hash of the
   * ids if there are several or the id is not allowed in a header.
   */
  static String idempotencyKey(List<Notice> notices) {
    String first = notices.getFirst().id();
    boolean plain = first.length() <= LONGEST_KEY && first.chars().allMatch(c -> c > 32 && c < 127);
    return notices.size() == 1 && plain
        ? first
        : hash(String.join("\n", notices.stream().map(Notice::id).toList()), 16);
  }

  /** Equal for all notices of one alert. */
  private static String groupKey(List<Notice> notices) {
    List<String> alerts = notices.stream().map(notice -> notice.alert().id()).distinct().toList();
    return "weir:"
        + (alerts.size() == 1
            ? Printable.escaped(alerts.getFirst())
            : hash(String.join("\n", alerts), 16));
  }

  private static void alert(JsonGenerator json, Notice notice) throws IOException {
    Alert alert = notice.alert();
    json.writeStartObject();
    json.writeStringField("status", isOver(notice) ? "resolved" : "firing");
    texts(json, "labels", labels(notice));
    texts(json, "annotations", annotations(notice));
    json.writeStringField("startsAt", time(Optional.of(alert.since())));
    Optional<String> end = Optional.ofNullable(alert.notes().get("time"));
    json.writeStringField("endsAt", isOver(notice) ? time(end) : NO_TIME);
    json.writeStringField("generatorURL", "");
    json.writeStringField("fingerprint", hash(alert.id(), 8));
    json.writeEndObject();
  }

  private static boolean isOver(Notice notice) {
    return notice.kind() == Notice.Kind.RESOLVED;
  }

  private static Map<String, String> labels(Notice notice) {
    Map<String, String> labels = new TreeMap<>(notice.alert().labels());
    labels.putIfAbsent(Alert.NAME, "Weir");
    labels.put("severity", notice.alert().severity().word());
    return labels;
  }

  private static Map<String, String> annotations(Notice notice) {
    Alert alert = notice.alert();
    Map<String, String> annotations = new TreeMap<>(alert.notes());
    annotations.put("alert", alert.id());
    annotations.put("notice", notice.id());
    annotations.put("kind", lower(notice.kind()));
    annotations.put("since", alert.since());
    annotations.put("summary", summary(notice));
    return annotations;
  }

  private static String summary(Notice notice) {
    Map<String, String> labels = notice.alert().labels();
    String what = labels.getOrDefault("series", labels.getOrDefault("component", "weir"));
    String why = notice.alert().notes().getOrDefault("why", "");
    return "%s: %s%s".formatted(what, lower(notice.kind()), why.isEmpty() ? "" : ": " + why);
  }

  /** The pairs that all have. */
  private static Map<String, String> common(List<Map<String, String>> all) {
    Map<String, String> common = all.isEmpty() ? Map.of() : new TreeMap<>(all.getFirst());
    all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
    return common;
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      // Receivers show these texts to people as they are.
      json.writeStringField(Printable.of(text.getKey()), Printable.of(text.getValue()));
    }
    json.writeEndObject();
  }

  /** The time if it is one: of a series that counts records there is none. */
  private static String time(Optional<String> text) {
    try {
      return text.map(Instant::parse).map(Instant::toString).orElse(NO_TIME);
    } catch (DateTimeException e) {
      return NO_TIME;
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
