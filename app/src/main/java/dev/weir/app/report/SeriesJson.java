package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.report.SeriesPage.Answered;
import dev.weir.app.report.SeriesPage.Missing;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.series.SeriesSummary;
import java.util.List;
import java.util.Locale;

/** The state of a series as JSON: its keys are part of the contract. */
public final class SeriesJson {

  private SeriesJson() {}

  /**
   * One object.
   *
   * @param answers of the sources that have the series
   */
  public static String of(String key, List<SeriesAnswer.Known> answers) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("series", key);
    ArrayNode sources = json.putArray("sources");
    answers.forEach(answer -> source(sources.addObject(), answer));
    return StatusJson.text(json);
  }

  /** A page of series, with the sources that were asked for them. */
  public static String page(SeriesPage page) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("series");
    for (SeriesAnswer.Known known : page.series()) {
      ObjectNode row = list.addObject();
      row.put("series", known.summary().key());
      source(row, known);
    }
    ArrayNode sources = json.putArray("sources");
    ArrayNode missing = json.putArray("not_answering");
    for (SeriesPage.Asked asked : page.asked()) {
      switch (asked) {
        case Answered(String source, long records) ->
            sources.addObject().put("source", source).put("after_records", records);
        case Missing(String source) -> missing.add(source);
      }
    }
    page.cursor()
        .ifPresentOrElse(cursor -> json.put("cursor", cursor), () -> json.putNull("cursor"));
    return StatusJson.text(json);
  }

  private static void source(ObjectNode json, SeriesAnswer.Known answer) {
    SeriesSummary summary = answer.summary();
    json.put("source", answer.pipeline());
    json.put("after_records", answer.records());
    json.put("state", state(summary));
    json.put("detector", summary.detector());
    ArrayNode features = json.putArray("features");
    summary.features().forEach(features::add);
    json.put("records_learned", summary.learned());
    json.put("records_needed", summary.needed());
    json.put("silent", summary.silent());
    if (summary.incident().isEmpty()) {
      json.putNull("incident");
    } else {
      incident(json.putObject("incident"), summary.incident().get());
    }
  }

  private static String state(SeriesSummary summary) {
    if (summary.quarantined()) {
      return "quarantined";
    }
    return summary.needed() > 0 ? "warming" : "ready";
  }

  private static void incident(ObjectNode json, SeriesSummary.OpenIncident incident) {
    json.put("id", incident.id());
    json.put("severity", incident.severity().name().toLowerCase(Locale.ROOT));
    json.put("anomalies", incident.anomalies());
    json.put("peak_score", incident.peak());
  }
}
