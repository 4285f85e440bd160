package dev.weir.app.http;

import dev.weir.app.http.routing.BadRequestException;
import dev.weir.app.report.AlertsJson;
import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.PlotsJson;
import dev.weir.app.report.SeriesRecords;
import dev.weir.monitoring.health.HealthReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Makes the events of one client: a snapshot first, then what changed since the last event. One
 * call at a time.
 */
final class Subscription implements EventStreams.Events {

  /** Parts of the state that a client may subscribe to. */
  enum Topic {
    STATUS,
    ALERTS,
    DETECTIONS,
    PLOTS
  }

  /** The most anomalies of an event. */
  static final int DETECTIONS = 50;

  /** Ticks without a change after which a comment shows that the service is there. */
  private static final int QUIET = 4;

  private static final String HEARTBEAT = ": still here\n\n";

  private final ServiceRoutes.Service service;
  private final Set<Topic> topics;
  private final Optional<String> series;
  private long number;
  private long lastPoint;
  private long lastRecord;
  private String lastAlerts = "";
  private Set<String> lastDetections = Set.of();
  private int quiet;

  /**
   * Of these topics.
   *
   * @param series key of the series whose records are sent as well; empty for none
   */
  Subscription(ServiceRoutes.Service service, Set<Topic> topics, Optional<String> series) {
    this.service = service;
    this.topics = EnumSet.copyOf(topics);
    this.series = series;
  }

  /**
   * The topics that a request names, with commas between; all of them if it names none.
   *
   * @throws BadRequestException if one is not known
   */
  static Set<Topic> topics(Optional<String> names) {
    Set<Topic> topics = EnumSet.allOf(Topic.class);
    if (names.isPresent()) {
      topics.clear();
      for (String name : names.get().split(",", -1)) {
        topics.add(topic(name));
      }
    }
    return topics;
  }

  private static Topic topic(String name) {
    for (Topic topic : Topic.values()) {
      if (topic.name().toLowerCase(Locale.ROOT).equals(name)) {
        return topic;
      }
    }
    throw new BadRequestException("topics must be some of status,alerts,detections,plots");
  }

  @Override
  public CompletionStage<Optional<String>> next() {
    return service.health().thenApply(this::event);
  }

  private Optional<String> event(Optional<HealthReport> health) {
    List<String> parts = new ArrayList<>();
    if (topics.contains(Topic.STATUS)) {
      parts.add("\"status\":" + oneLine(service.status(health)));
    }
    if (topics.contains(Topic.ALERTS)) {
      alerts(parts);
    }
    if (topics.contains(Topic.DETECTIONS)) {
      detections(parts);
    }
    if (topics.contains(Topic.PLOTS)) {
      plots(parts);
    }
    if (service.started() && !service.notReady().isEmpty()) {
      parts.add("\"stopping\":true");
    }
    series
        .flatMap(key -> service.records(key, lastRecord))
        .ifPresent(found -> records(parts, found));
    if (parts.isEmpty() && number > 0) {
      return ++quiet % QUIET == 0 ? Optional.of(HEARTBEAT) : Optional.empty();
    }
    quiet = 0;
    String kind = number == 0 ? "snapshot" : "change";
    parts.addFirst("\"t\":" + service.now());
    String data = String.join(",", parts);
    return Optional.of("id: %d\nevent: %s\ndata: {%s}\n\n".formatted(++number, kind, data));
  }

  private void alerts(List<String> parts) {
    String alerts = oneLine(AlertsJson.of(service.alerts()));
    if (!alerts.equals(lastAlerts)) {
      lastAlerts = alerts;
      parts.add("\"alerts\":" + alerts);
    }
  }

  private void detections(List<String> parts) {
    List<String> detections = service.detections(DETECTIONS, Optional.empty());
    List<String> fresh = detections.stream().filter(d -> !lastDetections.contains(d)).toList();
    lastDetections = new HashSet<>(detections);
    if (!fresh.isEmpty() || number == 0) {
      parts.add("\"detections\":[" + oneLine(String.join(",", fresh)) + "]");
    }
  }

  private void plots(List<String> parts) {
    List<PlotPoint> points = service.points(lastPoint);
    if (!points.isEmpty()) {
      lastPoint = points.getLast().number();
      parts.add("\"plots\":" + PlotsJson.of(points));
    }
  }

  private void records(List<String> parts, SeriesRecords found) {
    if (!found.rows().isEmpty() || number == 0) {
      lastRecord = found.last();
      parts.add("\"records\":" + oneLine(found.json()));
    }
  }

  /** JSON has line breaks between its parts only: those of texts are escaped. */
  private static String oneLine(String json) {
    return json.indexOf('\n') < 0 ? json : json.replaceAll(" *\n *", "");
  }
}
