package dev.weir.settings.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Route;
import dev.weir.alerting.route.Routing;
import dev.weir.settings.SettingsTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes, time intervals and receivers for people as they are configured. */
class RoutesTest extends SettingsTest {

  private static final String RECEIVERS =
      """
      weir.alerting.receivers = [
        { type = log }
        { type = slack, name = ops, url = "https://hooks.example/services/x" }
        { type = pagerduty, name = pager, routing-key = canary, group-by = ["..."] }
        { type = alertmanager, name = am, urls = ["http://127.0.0.1:9093/prefix", "http://b:9093"] }
      ]
      """;

  private Routing routing(String more) throws Exception {
    return settings(RECEIVERS + more).alerting().orElseThrow().routing();
  }

  private static List<String> receivers(Routing routing, Map<String, String> labels) {
    return routing.find(routing.withRules(labels)).stream().map(Route::receiver).toList();
  }

  @Test
  void without_a_tree_every_receiver_gets_what_reaches_its_lowest_severity() throws Exception {
    Routing routing = routing("");

    assertThat(receivers(routing, Map.of("series", "x")))
        .containsExactly("log", "ops", "pager", "am");
    assertThat(routing.roots())
        .extracting(root -> root.terms().minimum())
        .containsExactly(
            Alert.Severity.INFO,
            Alert.Severity.WARNING,
            Alert.Severity.WARNING,
            Alert.Severity.INFO);
    assertThat(routing.roots().get(1).terms().groupWait()).hasSeconds(30);
    assertThat(routing.roots().get(1).terms().groupInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(routing.roots().get(1).terms().repeatInterval()).isEqualTo(Duration.ofHours(4));
    assertThat(routing.roots().get(2).terms().groupBy()).containsExactly("...");
    assertThat(routing.roots().get(3).terms().repeatInterval()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_tree_decides_and_its_children_inherit_its_terms() throws Exception {
    Routing routing =
        routing(
            """
            weir.alerting {
              labels = [{ pattern = "(?<site>[^/]+)/.*" }]
              time-intervals = [{ name = night, times = ["22:00-24:00", "00:00-06:00"] }]
              route {
                receiver = ops, group-by = [site], group-wait = 1m
                routes = [
                  { matchers = ["site=north"], receiver = am, continue = true }
                  { matchers = ["severity=critical"], receiver = pager, group-wait = 0s
                    mute-time-intervals = [night], min-severity = critical }
                ]
              }
              inhibit-rules = [{ source-matchers = ["alertname=WeirHealth"]
                target-matchers = ["alertname=WeirAnomaly"], equal = [source] }]
            }
            """);

    Map<String, String> critical = Map.of("series", "north/b", "severity", "critical");
    assertThat(receivers(routing, critical)).containsExactly("am", "pager");
    assertThat(receivers(routing, Map.of("series", "south/b"))).containsExactly("ops");
    Route pager = routing.find(routing.withRules(critical)).get(1);
    assertThat(pager.terms().groupBy()).containsExactly("site");
    assertThat(pager.terms().groupWait()).isZero();
    assertThat(pager.terms().mutedBy(Instant.parse("2026-11-29T23:00:00Z"))).isPresent();
    assertThat(routing.roots().getFirst().terms().groupWait()).isEqualTo(Duration.ofMinutes(1));
    // Alertmanager groups by itself.
    assertThat(routing.find(routing.withRules(critical)).getFirst().terms().groupWait()).isZero();
    assertThat(routing.inhibitions()).hasSize(1);
  }

  @Test
  void mistakes_are_named_all_at_once() {
    assertThat(
            problems(
                RECEIVERS
                    + """
                    weir.alerting {
                      time-intervals = [{ name = night, times = ["22:00-06:00"] }]
                      labels = [{ pattern = "(" }, { pattern = "x" }]
                      route { receiver = nobody, matchers = ["a=b"], routes = [
                        { matchers = ["a b"], mute-time-intervals = [day], recever = ops } ] }
                    }
                    """))
        .anyMatch(
            p -> p.contains("there is no receiver of this name; there are am, log, ops, pager"))
        .anyMatch(p -> p.contains("route.matchers is not for the root"))
        .anyMatch(p -> p.contains("route.routes[0].matchers has a mistake"))
        .anyMatch(p -> p.contains("names 'day', which is not in weir.alerting.time-intervals"))
        .anyMatch(p -> p.contains("there is no setting") && p.contains("recever"))
        .anyMatch(p -> p.contains("give a night as two"))
        .anyMatch(p -> p.contains("is not a regular expression"))
        .anyMatch(p -> p.contains("must have a named group"));
  }

  @Test
  void receivers_that_cannot_work_are_refused_without_their_secrets() {
    List<String> problems =
        problems(
            """
            weir.alerting.receivers = [
              { type = teams, name = a, url = "https://canary.webhook.office.com/canary" }
              { type = pagerduty, name = b }
              { type = pagerduty, name = c, routing-key = canary, routing-key-file = k }
              { type = alertmanager, name = d }
              { type = slack, name = e, url = "https://x/canary", chat = irc }
              { type = slack, name = f, url = "https://x/canary", in-full = 0 }
            ]
            """);

    assertThat(problems)
        .hasSize(6)
        .anyMatch(p -> p.contains("which Microsoft has switched off"))
        .anyMatch(p -> p.contains("routing-key is missing"))
        .anyMatch(p -> p.contains("must not be set together with routing-key"))
        .anyMatch(p -> p.contains("must name at least one instance"))
        .noneMatch(p -> p.contains("canary"));
  }
}
