package dev.weir.connectors.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records of elements of documents that tools write: a time, a series, and values. */
final class Tools {

  private static final String TIME = "timestamp";
  private static final String SERIES = "series";
  private static final String VALUE = "value";
  private static final int DIGITS_OF_SECONDS = 11;

  private Tools() {}

  private static Json row(Json time, Json series, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put(TIME, time);
    fields.put(SERIES, series);
    fields.put(VALUE, Json.number(value));
    return new Json.Members(fields);
  }

  /** A record without a time, which is refused where it is read. */
  private static Iterator<Json> refused(Json series, String problem) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put(SERIES, series);
    fields.put("problem", new Json.Text(problem));
    return List.<Json>of(new Json.Members(fields)).iterator();
  }

  /** The texts around an element, and the element over them. */
  static Iterator<Json> wrapped(Json element, Map<String, Json> around) {
    Map<String, Json> fields = new LinkedHashMap<>(around);
    fields.putAll(element.fields());
    return element.fields().isEmpty()
        ? Collections.emptyIterator()
        : List.<Json>of(new Json.Members(fields)).iterator();
  }

  /** An element as it is. */
  static Iterator<Json> plain(Json element) {
    return List.of(element).iterator();
  }

  /** Pairs of epoch seconds and quoted values. */
  static Iterator<Json> prometheus(Json element) {
    Json series = metric(element.member("metric"));
    List<Json> pairs =
        element.member("values").equals(Json.nothing())
            ? List.of(element.member("value"))
            : element.member("values").items();
    return pairs.stream()
        .map(pair -> row(Epoch.of(at(pair, 0), 0), series, at(pair, 1)))
        .iterator();
  }

  private static Json metric(Json labels) {
    Map<String, Json> others = new LinkedHashMap<>(labels.fields());
    Json name = others.remove("__name__");
    return SeriesName.of(name == null ? "" : name.words(), others);
  }

  private static Json at(Json array, int index) {
    return index < array.items().size() ? array.items().get(index) : Json.nothing();
  }

  /** Values beside times in epoch milliseconds. */
  static Iterator<Json> victoriaMetrics(Json element) {
    List<Json> values = element.member("values").items();
    List<Json> times = element.member("timestamps").items();
    Json series = metric(element.member("metric"));
    if (values.size() != times.size()) {
      return refused(
          series, "it has %d values and %d times".formatted(values.size(), times.size()));
    }
    return IntStream.range(0, values.size())
        .mapToObj(i -> row(Epoch.of(times.get(i), 3), series, values.get(i)))
        .iterator();
  }

  /** Statistics of CloudWatch, which come in any order, by their time. */
  static Iterator<Json> statistics(Json element) {
    Json label = element.member("Label");
    return byTime(element.member("Datapoints").items(), point -> point.member("Timestamp")).stream()
        .map(point -> with(point, SERIES, label))
        .iterator();
  }

  private static Json with(Json element, String name, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>(element.fields());
    fields.put(name, value);
    return new Json.Members(fields);
  }

  /** In the order of their times; as they are if one has no time that can be read. */
  private static <T> List<T> byTime(List<T> points, java.util.function.Function<T, Json> time) {
    List<Map.Entry<Instant, T>> timed = new ArrayList<>();
    for (T point : points) {
      Optional<Instant> at = Epoch.read(time.apply(point));
      if (at.isEmpty()) {
        return points;
      }
      timed.add(Map.entry(at.get(), point));
    }
    timed.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
    return timed.stream().map(Map.Entry::getValue).toList();
  }

  /** Times beside values of CloudWatch, which come newest first, by their time. */
  static Iterator<Json> metricData(Json element) {
    List<Json> times = element.member("Timestamps").items();
    List<Json> values = element.member("Values").items();
    Json series = element.member("Label");
    if (values.size() != times.size()) {
      return refused(
          series, "it has %d values and %d times".formatted(values.size(), times.size()));
    }
    List<Integer> order = IntStream.range(0, times.size()).boxed().toList();
    return byTime(order, times::get).stream()
        .map(i -> row(times.get(i), series, values.get(i)))
        .iterator();
  }

  /** A series of an answer of InfluxDB: rows of values under the names of columns. */
  static Iterator<Json> influx(Json element) {
    Json series = SeriesName.of(element.member("name").words(), element.member("tags").fields());
    List<Json> columns = element.member("columns").items();
    return element.member("values").items().stream()
        .map(values -> {
          Map<String, Json> fields = new LinkedHashMap<>();
          for (int i = 0; i < columns.size(); i++) {
            fields.put(columns.get(i).words(), at(values, i));
          }
          fields.put(SERIES, series);
          return (Json) new Json.Members(fields);
        })
        .iterator();
  }

  /** Pairs of epoch milliseconds and values of Datadog. */
  static Iterator<Json> datadog(Json element) {
    Json series =
        new Json.Text(
            "%s{%s}".formatted(element.member("metric").words(), element.member("scope").words()));
    return element.member("pointlist").items().stream()
        .map(pair -> row(Epoch.of(at(pair, 0), 3), series, at(pair, 1)))
        .iterator();
  }

  /** Pairs of a value and epoch seconds or milliseconds of Graphite. */
  static Iterator<Json> graphite(Json element) {
    Json series = element.member("target");
    return element.member("datapoints").items().stream()
        .map(pair -> {
          Json time = at(pair, 1);
          int decimals = time.words().length() > DIGITS_OF_SECONDS ? 3 : 0;
          return row(Epoch.of(time, decimals), series, at(pair, 0));
        })
        .iterator();
  }

  /** Points of Google Cloud Monitoring, which come newest first, by their time. */
  static Iterator<Json> googleCloud(Json element) {
    Map<String, Json> labels =
        new LinkedHashMap<>(element.member("resource").member("labels").fields());
    labels.putAll(element.member("metric").member("labels").fields());
    Json series = SeriesName.of(element.member("metric").member("type").words(), labels);
    return byTime(element.member("points").items(), Tools::endTime).stream()
        .map(point -> row(endTime(point), series, only(point.member("value"))))
        .iterator();
  }

  private static Json endTime(Json point) {
    return point.member("interval").member("endTime");
  }

  /** The value of an object with one member; of a distribution its mean. */
  private static Json only(Json typed) {
    Json distribution = typed.member("distributionValue");
    return distribution.equals(Json.nothing())
        ? typed.fields().values().stream().findFirst().orElse(Json.nothing())
        : distribution.member("mean");
  }

  /** A metric of Azure Monitor, with its statistics as values. */
  static Iterator<Json> azure(Json element) {
    String metric = element.member("name").member(VALUE).words();
    return element.member("timeseries").items().stream()
        .flatMap(line -> {
          Map<String, Json> labels = new LinkedHashMap<>();
          for (Json label : line.member("metadatavalues").items()) {
            labels.put(label.member("name").member(VALUE).words(), label.member(VALUE));
          }
          Json series = SeriesName.of(metric, labels);
          return line.member("data").items().stream().map(point -> with(point, SERIES, series));
        })
        .iterator();
  }

  /** Metrics of a resource in OTLP; of a histogram the count and the sum. */
  static Iterator<Json> otlp(Json element) {
    Map<String, Json> resource = attributes(element.member("resource"));
    return element.member("scopeMetrics").items().stream()
        .flatMap(scope -> scope.member("metrics").items().stream())
        .flatMap(metric -> points(metric, resource))
        .iterator();
  }

  private static Stream<Json> points(Json metric, Map<String, Json> resource) {
    String name = metric.member("name").words();
    return Stream.of("gauge", "sum", "histogram", "exponentialHistogram", "summary")
        .flatMap(kind -> metric.member(kind).member("dataPoints").items().stream())
        .flatMap(point -> {
          Map<String, Json> labels = new LinkedHashMap<>(resource);
          labels.putAll(attributes(point));
          Json time = Epoch.of(point.member("timeUnixNano"), 9);
          boolean whole = !point.member("asInt").equals(Json.nothing());
          Json value = point.member(whole ? "asInt" : "asDouble");
          return point.member("count").equals(Json.nothing())
              ? Stream.of(row(time, SeriesName.of(name, labels), value))
              : Stream.of("count", "sum")
                  .map(part ->
                      row(time, SeriesName.of(name + "_" + part, labels), point.member(part)));
        });
  }

  private static Map<String, Json> attributes(Json holder) {
    Map<String, Json> attributes = new LinkedHashMap<>();
    for (Json attribute : holder.member("attributes").items()) {
      attributes.put(attribute.member("key").words(), only(attribute.member(VALUE)));
    }
    return attributes;
  }

  /** States of one entity of Home Assistant, of which only the first may name it. */
  static Iterator<Json> homeAssistant(Json element) {
    Json entity = at(element, 0).member("entity_id");
    return element.items().stream()
        .map(state ->
            state.fields().containsKey("entity_id") ? state : with(state, "entity_id", entity))
        .iterator();
  }

  /** A document found by Elasticsearch. */
  static Iterator<Json> hit(Json element) {
    return List.of(element.member("_source")).iterator();
  }

  /** A document of a bulk request; the lines of actions between are passed over. */
  static Iterator<Json> bulk(Json element) {
    Json update = element.member("doc");
    return Detection.isAction(element)
        ? Collections.emptyIterator()
        : List.of(element.fields().size() == 1 && update instanceof Json.Members ? update : element)
            .iterator();
  }
}
