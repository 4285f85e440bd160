package dev.weir.connectors.document;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells from its beginning what document a text is. */
final class Detection {

  /** A document of a tool: the path of its elements, and paths by which it is known. */
  private record Tool(
      String path, List<String> known, Function<Json, java.util.Iterator<Json>> rows) {
    Recipe recipe() {
      return new Recipe(path, (element, around) -> rows.apply(element));
    }
  }

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("data.result[]", List.of("data.result[].metric"), Tools::prometheus),
          new Tool("", List.of("metric", "values", "timestamps"), Tools::victoriaMetrics),
          new Tool("", List.of("Datapoints", "Datapoints[].Timestamp"), Tools::statistics),
          new Tool(
              "MetricDataResults[]", List.of("MetricDataResults[].Timestamps"), Tools::metricData),
          new Tool("results[].series[]", List.of("results[].series[].columns"), Tools::influx),
          new Tool("resourceMetrics[]", List.of("resourceMetrics[].scopeMetrics"), Tools::otlp),
          new Tool("series[]", List.of("series[].pointlist"), Tools::datadog),
          new Tool("timeSeries[]", List.of("timeSeries[].points[].interval"), Tools::googleCloud),
          new Tool("value[]", List.of("value[].timeseries"), Tools::azure),
          new Tool("metrics[]", List.of("metrics[].fields", "metrics[].timestamp"), Tools::plain),
          new Tool("hits.hits[]", List.of("hits.hits[]._source"), Tools::hit),
          new Tool("[]", List.of("[][].entity_id"), Tools::homeAssistant),
          new Tool("[]", List.of("[].target", "[].datapoints"), Tools::graphite));

  private static final Set<String> ACTIONS = Set.of("index", "create", "update", "delete");
  private static final Set<String> TARGETS = Set.of("_index", "_id", "_type");

  /** Names of arrays that hold the records of an answer. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "feeds",
          "result",
          "results",
          "data",
          "values",
          "records",
          "rows",
          "items",
          "entries",
          "points",
          "metrics",
          "measurements",
          "observations",
          "history",
          "readings",
          "features");

  /** Numbers beside such an array that are not measured. */
  private static final Set<String> COUNTS =
      Set.of(
          "id", "count", "total", "rows", "size", "page", "limit", "offset", "took", "status",
          "code");

  private Detection() {}

  /** How a document is read; empty if the text is read line by line as it is. */
  static Optional<Recipe> of(byte[] text) {
    return Outline.of(text).flatMap(Detection::recipe);
  }

  private static Optional<Recipe> recipe(Outline outline) {
    Optional<Recipe> known =
        TOOLS.stream()
            .filter(tool -> tool.known().stream().allMatch(outline::has))
            .findFirst()
            .map(Tool::recipe);
    if (known.isPresent()) {
      return known;
    }
    if (outline.hasArray("")) {
      return ofArray(outline);
    }
    if (outline.isDamaged()) {
      return Optional.empty();
    }
    if (Tables.isIn(outline)) {
      return Optional.of(new Recipe("", Tables::rows));
    }
    if (ACTIONS.stream().anyMatch(action -> isAction(outline, action))) {
      return Optional.of(new Recipe("", (element, around) -> Tools.bulk(element)));
    }
    Optional<String> wrapper = wrapper(outline);
    return wrapper.isPresent()
        ? Optional.of(new Recipe(Paths.items(wrapper.get()), Tools::wrapped))
        : outline.hasManyLines()
            ? Optional.of(new Recipe("", (element, around) -> Tools.plain(element)))
            : Optional.empty();
  }

  private static Optional<Recipe> ofArray(Outline outline) {
    if (outline.has("[].bn")) {
      return Optional.of(new Recipe("[]", new SenMl()));
    }
    if (!outline.isDamaged() && Tables.isIn(outline)) {
      return Optional.of(new Recipe("[]", Tables::rows));
    }
    if (!outline.isDamaged() && ArrayRows.is(outline)) {
      return Optional.of(new Recipe("[]", new ArrayRows()));
    }
    return outline.hasObject("[]")
        ? Optional.of(new Recipe("[]", (element, around) -> Tools.plain(element)))
        : Optional.empty();
  }

  /** The one array of objects under a name that holds records, where nothing else is measured. */
  private static Optional<String> wrapper(Outline outline) {
    boolean measured =
        outline.numbers().stream()
            .anyMatch(
                path -> path.indexOf('.') < 0 && path.indexOf('[') < 0 && !COUNTS.contains(path));
    List<String> found =
        WRAPPERS.stream().filter(name -> outline.hasObject(Paths.items(name))).toList();
    return !measured && found.size() == 1 ? Optional.of(found.getFirst()) : timed(outline);
  }

  /** The one array, under any name, of objects with a time, in a document without one. */
  private static Optional<String> timed(Outline outline) {
    List<String> arrays =
        outline.objects().stream()
            .filter(path -> path.indexOf(Paths.ITEMS) == path.length() - Paths.ITEMS.length())
            .filter(path -> hasTime(outline, path))
            .toList();
    boolean record =
        outline.members("").stream().anyMatch(name -> TimeShape.isTime(name, outline.first(name)));
    return arrays.size() != 1 || record
        ? Optional.empty()
        : Optional.of(
            arrays.getFirst().substring(0, arrays.getFirst().length() - Paths.ITEMS.length()));
  }

  private static boolean hasTime(Outline outline, String path) {
    return outline.members(path).stream()
        .anyMatch(name -> TimeShape.isTime(name, outline.first(Paths.member(path, name))));
  }

  private static boolean isAction(Outline outline, String action) {
    long beside = outline.objects().stream().filter(path -> path.indexOf('.') < 0).count();
    return outline.hasObject(action)
        && beside == 2
        && TARGETS.stream().anyMatch(target -> outline.has(Paths.member(action, target)));
  }

  /** Whether a line of a bulk request says what to do with the next one. */
  static boolean isAction(Json line) {
    Map<String, Json> fields = line.fields();
    return fields.size() == 1
        && fields.entrySet().stream()
            .anyMatch(entry ->
                ACTIONS.contains(entry.getKey())
                    && entry.getValue() instanceof Json.Members target
                    && (target.fields().isEmpty()
                        || TARGETS.stream().anyMatch(target.fields()::containsKey)));
  }

  /** Whether a text with this beginning may be a document: it begins as a JSON value does. */
  static boolean mayBe(byte[] text) {
    for (byte b : text) {
      boolean blank = b == ' ' || b == '\t' || b == '\r' || b == '\n';
      if (!blank) {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  /** A text without the mark of UTF-8 in front. */
  static byte[] unmarked(byte[] text) {
    boolean marked =
        text.length >= 3
            && text[0] == (byte) 0xEF
            && text[1] == (byte) 0xBB
            && text[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(text, 3, text.length) : text;
  }
}
