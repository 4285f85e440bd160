package dev.weir.app.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.silence.Silence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Silences as JSON: its keys are part of the contract. */
public final class SilencesJson {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private SilencesJson() {}

  /** One object with the silences, each as of a moment. */
  public static String of(List<Silence> silences, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("silences");
    silences.forEach(silence -> list.add(MAPPER.valueToTree(fields(silence, now))));
    return StatusJson.text(json);
  }

  /**
   * One silence as of a moment.
   *
   * @param muted how many alerts that are open match it
   */
  public static String of(Silence silence, Instant now, long muted) {
    ObjectNode json = MAPPER.valueToTree(fields(silence, now));
    json.put("open_alerts_muted", muted);
    return StatusJson.text(json);
  }

  /** The fields of a silence, in their order. */
  public static Map<String, Object> fields(Silence silence, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", silence.id());
    fields.put("state", silence.state(now).word());
    fields.put("matchers", silence.matchers().stream().map(Matcher::toString).toList());
    fields.put("starts_at", silence.startsAt().toString());
    fields.put("ends_at", silence.endsAt().toString());
    silence
        .window()
        .ifPresent(window -> {
          fields.put("weekdays", window.weekdayNames());
          fields.put("times", window.timeTexts());
          fields.put("time_zone", window.zone().getId());
        });
    fields.put("created_by", silence.createdBy());
    fields.put("comment", silence.comment());
    return fields;
  }
}
