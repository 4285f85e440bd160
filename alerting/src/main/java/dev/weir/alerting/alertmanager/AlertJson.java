package dev.weir.alerting.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of {@code POST /api/v2/alerts}: an array. The labels of an alert stay the same from its
 * opening to its end, since they are its identity; everything else is an annotation.
 */
final class AlertJson {

  private static final JsonFactory JSON = new JsonFactory();

  /** An alert that is not sent again ends after so many intervals. */
  private static final int ENDS_AFTER = 4;

  private final AlertmanagerSettings settings;
  private final Instant at;

  /**
   * For posts at a time.
   *
   * @param at wall-clock time
   */
  AlertJson(AlertmanagerSettings settings, Instant at) {
    this.settings = settings;
    this.at = at;
  }

  /** When an alert was opened and ended, by the wall clock. */
  record Times(Instant opened, Instant ended) {}

  byte[] of(List<Notice> notices, Map<String, Times> times) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024 * notices.size());
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartArray();
      for (Notice notice : notices) {
        alert(json, notice, times.getOrDefault(notice.alert().id(), new Times(at, at)));
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory can be written to", e);
    }
    return body.toByteArray();
  }

  private void alert(JsonGenerator json, Notice notice, Times times) throws IOException {
    json.writeStartObject();
    texts(json, "labels", labels(notice.alert()));
    texts(json, "annotations", annotations(notice));
    json.writeStringField("startsAt", times.opened().toString());
    Instant end =
        notice.kind() == Notice.Kind.RESOLVED
            ? times.ended()
            : at.plus(settings.resend().multipliedBy(ENDS_AFTER));
    json.writeStringField(
        "endsAt", (end.isBefore(times.opened()) ? times.opened() : end).toString());
    if (!settings.link().isEmpty()) {
      json.writeStringField("generatorURL", settings.link().replace("{id}", notice.alert().id()));
    }
    json.writeEndObject();
  }

  /** Without the severity, which may rise: an alert with another label is another alert. */
  private Map<String, String> labels(Alert alert) {
    Map<String, String> labels = new TreeMap<>(settings.labels());
    labels.put(Alert.NAME, "Weir");
    alert.labels().forEach((name, value) -> labels.put(legal(name), value));
    return labels;
  }

  private static Map<String, String> annotations(Notice notice) {
    Alert alert = notice.alert();
    Map<String, String> annotations = new TreeMap<>();
    alert.notes().forEach((name, value) -> annotations.put(legal(name), value));
    annotations.put("id", alert.id());
    annotations.put("notice", notice.id());
    annotations.put("kind", notice.kind().name().toLowerCase(Locale.ROOT));
    annotations.put("severity", alert.severity().word());
    annotations.put("since", alert.since());
    annotations.putIfAbsent("summary", summary(alert));
    return annotations;
  }

  private static String summary(Alert alert) {
    String what =
        alert.labels().getOrDefault("series", alert.labels().getOrDefault("component", "weir"));
    String why = alert.notes().getOrDefault("why", "");
    String sentence = why.replaceAll("^\"|\"$", "");
    return sentence.isEmpty() ? what : what + ": " + sentence;
  }

  /** A name that all versions take: letters of ASCII, digits and underscores. */
  private static String legal(String name) {
    String legal = name.replaceAll("[^a-zA-Z0-9_]", "_");
    return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), Printable.of(text.getValue()));
    }
    json.writeEndObject();
  }
}
