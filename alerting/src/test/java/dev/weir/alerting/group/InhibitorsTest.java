package dev.weir.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Inhibition;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.route.Routing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InhibitorsTest {

  private static final Routing ROUTING = new Routing(List.of(), List.of(), List.of());

  @Test
  void an_open_source_mutes_targets_with_equal_labels() {
    Inhibitors down = of("alertname=WeirHealth", "alertname=WeirAnomaly", alert("WeirHealth", "a"));

    assertThat(by(down, alert("WeirAnomaly", "a"))).contains("WeirHealth a");
    assertThat(by(down, alert("WeirAnomaly", "b"))).isEmpty();
    assertThat(by(down, alert("WeirSilence", "a"))).isEmpty();
    assertThat(by(down, alert("WeirHealth", "a"))).isEmpty();
  }

  @Test
  void an_alert_does_not_mute_itself() {
    Alert anomaly = alert("WeirAnomaly", "a");

    assertThat(by(of("source=a", "alertname=WeirAnomaly", anomaly), anomaly)).isEmpty();
  }

  @Test
  void of_alerts_that_are_sources_and_targets_none_mutes_another() {
    Inhibitors both = of("source=a", "source=a", alert("WeirHealth", "a"));

    assertThat(by(both, alert("WeirAnomaly", "a"))).isEmpty();
  }

  @Test
  void an_alert_that_is_a_source_and_a_target_mutes_one_that_is_only_a_target() {
    Inhibitors both = of("alertname=WeirHealth", "source=a", alert("WeirHealth", "a"));

    assertThat(by(both, alert("WeirAnomaly", "a"))).contains("WeirHealth a");
  }

  @Test
  void a_source_only_mutes_alerts_that_are_sources_as_well() {
    Inhibitors some =
        of(
            "source=~a|b",
            "source=a",
            List.of(),
            alert("WeirHealth", "b"),
            alert("WeirSilence", "a"));

    assertThat(by(some, alert("WeirAnomaly", "a"))).contains("WeirHealth b");
  }

  private static Optional<String> by(Inhibitors inhibitors, Alert alert) {
    return inhibitors.of(alert, ROUTING.labels(alert));
  }

  private static Inhibitors of(String source, String target, Alert... open) {
    return of(source, target, List.of("source"), open);
  }

  private static Inhibitors of(String source, String target, List<String> equal, Alert... open) {
    Inhibition rule = new Inhibition(Matchers.parse(source), Matchers.parse(target), equal);
    return new Inhibitors(rule, ROUTING, List.of(open));
  }

  private static Alert alert(String name, String source) {
    return new Alert(
        name + " " + source,
        Map.of("alertname", name, "source", source),
        Alert.Severity.WARNING,
        "",
        Map.of());
  }
}
