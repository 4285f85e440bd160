package dev.weir.connectors.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Batch;
import dev.weir.engine.explanation.SilenceText;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesEvent.IncidentChanged;
import dev.weir.series.SeriesEvent.SilenceChanged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts what is said of records into entries of a stream. Always the same bytes for the same. */
final class EntryText {

  /**
   * An entry.
   *
   * @param field name of the field that holds the JSON object
   */
  record Entry(String id, String field, String json) {}

  private static final JsonFactory JSON = new JsonFactory();

  private final RedisSinkSettings.Only only;
  private final String pipeline;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DetectionJson detections;

  EntryText(RedisSinkSettings.Only only, DetectionJson.Fields fields, String pipeline)
      throws IOException {
    this.only = only;
    this.pipeline = pipeline;
    this.detections = new DetectionJson(bytes, fields);
  }

  List<Entry> entries(Batch batch) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (only == RedisSinkSettings.Only.ALERTS) {
      for (SeriesEvent event : batch.events()) {
        if (event instanceof IncidentChanged changed) {
          entries.add(alert(batch, changed));
        } else if (event instanceof SilenceChanged changed) {
          entries.add(silence(batch, changed));
        }
      }
      return entries;
    }
    for (int row = 0; row < batch.size(); row++) {
      if (only == RedisSinkSettings.Only.ALL || batch.isAnomaly(row)) {
        detections.write(batch, row);
        detections.flush();
        String object = bytes.toString(StandardCharsets.UTF_8).stripTrailing();
        bytes.reset();
        entries.add(new Entry(batch.id(row), "detection", object));
      }
    }
    return entries;
  }

  private Entry silence(Batch batch, SilenceChanged changed) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    String id = changed.id() + "-" + changed.transition();
    int row = changed.row();
    try (JsonGenerator json = JSON.createGenerator(object)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("kind", "silence");
      json.writeStringField("incident", changed.incident());
      json.writeStringField("transition", changed.transition().name().toLowerCase(Locale.ROOT));
      json.writeStringField("severity", "warning");
      json.writeStringField("source", pipeline);
      json.writeStringField("series", changed.series().key());
      json.writeStringField("position", batch.position(row));
      json.writeStringField("opened_at", SilenceText.since(changed, batch.timeKind()));
      json.writeStringField("time", batch.timeKind().text(batch.time(row)));
      json.writeStringField("why", SilenceText.sentence(changed, batch.timeKind()));
      json.writeEndObject();
    }
    return new Entry(id, "alert", object.toString(StandardCharsets.UTF_8));
  }

  private Entry alert(Batch batch, IncidentChanged changed) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    String id = changed.id() + "-" + changed.transition();
    int row = changed.row();
    try (JsonGenerator json = JSON.createGenerator(object)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("incident", changed.incident());
      json.writeStringField("transition", changed.transition().name().toLowerCase(Locale.ROOT));
      json.writeStringField("severity", changed.severity().name().toLowerCase(Locale.ROOT));
      json.writeStringField("source", pipeline);
      json.writeStringField("series", batch.series(row).key());
      json.writeStringField("position", batch.position(row));
      json.writeStringField("opened_at", batch.timeKind().text(changed.openedAt()));
      json.writeStringField("time", batch.timeKind().text(batch.time(row)));
      json.writeNumberField("peak", changed.peak());
      json.writeNumberField("anomalies", changed.anomalies());
      json.writeEndObject();
    }
    return new Entry(id, "alert", object.toString(StandardCharsets.UTF_8));
  }
}
