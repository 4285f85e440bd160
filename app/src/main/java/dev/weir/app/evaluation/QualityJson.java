package dev.weir.app.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.evaluation.AlertQuality;
import dev.weir.monitoring.evaluation.Quality;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An evaluation as JSON. What there is nothing to say of is null. */
public final class QualityJson {

  private static final double NANOS = 1e9;

  private QualityJson() {}

  /** Of the files of a run. */
  public static ObjectNode of(List<FileFindings> files) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode array = json.putArray("files");
    files.forEach(file -> write(array.addObject().put("file", file.file()), file.quality()));
    write(json.putObject("all"), Quality.of(files.stream().map(FileFindings::quality).toList()));
    return json;
  }

  private static void write(ObjectNode json, Quality quality) {
    json.put("labelled_rows", quality.labelled());
    if (!quality.isLabelled()) {
      return;
    }
    AlertQuality alerts = quality.alerts();
    json.put("scored_rows", alerts.judged());
    json.put("events", alerts.events());
    json.put("events_found", alerts.found().size());
    json.put("events_never_scored", alerts.unjudged());
    put(json, "median_delay_records", alerts.medianDelayInRecords());
    put(json, "median_delay_seconds", seconds(alerts.medianDelay()));
    json.put("false_alarms", alerts.falseAlarms());
    put(json, "series_seconds", seconds(alerts.observed()));
    put(json, "false_alarms_per_series_day", alerts.falseAlarmsPerSeriesDay());
    put(json, "false_alarms_per_10000_records", alerts.falseAlarmsPerTenThousand());
    put(json, "roc_auc", quality.ranks().rocAuc());
    put(json, "average_precision", quality.ranks().averagePrecision());
    put(json, "vus_pr", quality.ranks().vusPr());
    json.putObject("alerts")
        .put("precision", alerts.precision())
        .put("recall", alerts.recall())
        .put("f1", alerts.f1());
    Confusion rows = quality.rows();
    json.putObject("rows")
        .put("precision", rows.precision())
        .put("recall", rows.recall())
        .put("f1", rows.f1());
  }

  private static OptionalDouble seconds(Optional<Duration> time) {
    return time.stream().mapToDouble(one -> one.toNanos() / NANOS).findFirst();
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, value.getAsDouble());
    } else {
      json.putNull(name);
    }
  }
}
