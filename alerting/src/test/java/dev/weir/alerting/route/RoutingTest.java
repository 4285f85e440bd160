package dev.weir.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static final GroupTerms TERMS =
      new GroupTerms(
          List.of("site"),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(4),
          Severity.INFO,
          true,
          List.of(),
          List.of());

  private static Route route(String receiver, String matchers, boolean goesOn, Route... children) {
    return new Route(
        matchers,
        receiver,
        matchers.isEmpty() ? List.of() : Matchers.parse(matchers),
        goesOn,
        TERMS,
        List.of(children));
  }

  @Test
  void the_first_child_that_matches_takes_the_alert_unless_it_goes_on() {
    Route root =
        route(
            "ops",
            "",
            false,
            route("audit", "series=~\".*\"", true),
            route(
                "pager",
                "severity=critical",
                false,
                route("boilers", "series=~\"boiler.*\"", false)),
            route("late", "severity=critical", false));

    assertThat(receivers(root, "boiler3", "critical")).containsExactly("audit", "boilers");
    assertThat(receivers(root, "pump", "critical")).containsExactly("audit", "pager");
    assertThat(receivers(root, "pump", "info")).containsExactly("audit");
    assertThat(receivers(route("ops", "", false), "pump", "info")).containsExactly("ops");
  }

  @Test
  void labels_come_from_a_pattern_on_the_series_key() {
    LabelRule rule = new LabelRule("series", Pattern.compile("(?<site>[^/]+)/(?<unit>.+)"));
    Routing routing = new Routing(List.of(), List.of(rule), List.of());
    Alert alert = new Alert("1", Map.of("series", "north/boiler"), Severity.WARNING, "", Map.of());

    assertThat(routing.labels(alert))
        .containsEntry("site", "north")
        .containsEntry("unit", "boiler")
        .containsEntry("severity", "warning");
    assertThat(routing.withRules(Map.of("series", "plain"))).containsOnlyKeys("series");
    assertThat(routing.withRules(Map.of("series", "a/b", "site", "own")))
        .containsEntry("site", "own");
  }

  @Test
  void the_end_goes_wherever_the_alert_was_reported_at_a_lower_severity() {
    Route root = route("ops", "", false, route("warnings", "severity=warning", false));
    Routing routing = new Routing(List.of(root), List.of(), List.of());

    assertThat(routing.reaches("warnings", notice(Notice.Kind.OPENED, Severity.WARNING))).isTrue();
    assertThat(routing.reaches("warnings", notice(Notice.Kind.AGAIN, Severity.CRITICAL))).isFalse();
    assertThat(routing.reaches("warnings", notice(Notice.Kind.RESOLVED, Severity.CRITICAL)))
        .isTrue();
    assertThat(routing.reaches("warnings", notice(Notice.Kind.RESOLVED, Severity.INFO))).isFalse();
  }

  @Test
  void a_time_interval_is_read_in_its_zone() {
    TimeInterval night =
        new TimeInterval(
            "night",
            List.of(
                new TimeInterval.Times(LocalTime.of(22, 0), Optional.empty()),
                new TimeInterval.Times(LocalTime.MIDNIGHT, Optional.of(LocalTime.of(6, 0)))),
            Set.of(DayOfWeek.SUNDAY),
            List.of(new TimeInterval.Days(-2, -1)),
            Set.of(),
            ZoneId.of("Europe/Berlin"));

    // 29 November 2026 is a Sunday and the day before the last of its month.
    assertThat(night.contains(Instant.parse("2026-11-29T21:00:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-29T20:59:59Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-11-29T04:59:59Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-29T05:00:00Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-11-22T22:00:00Z"))).isFalse();
    assertThatThrownBy(
            () -> new TimeInterval.Times(LocalTime.of(22, 0), Optional.of(LocalTime.of(6, 0))))
        .hasMessageContaining("give a night as two");
  }

  private static List<String> receivers(Route root, String series, String severity) {
    return root.find(Map.of("series", series, "severity", severity)).stream()
        .map(Route::receiver)
        .toList();
  }

  private static Notice notice(Notice.Kind kind, Severity severity) {
    return new Notice("n", kind, new Alert("a", Map.of("series", "x"), severity, "", Map.of()));
  }
}
