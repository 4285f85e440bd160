package dev.weir.detectors.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.Severity;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private static final IncidentRule RULE = new IncidentRule(3, Severity.Bands.DEFAULT);

  private final Incident incident = new Incident();

  @Test
  void quiet_records_open_nothing() {
    assertThat(observe(0, 0.3, 0.499)).containsOnly(Transition.NONE);
    assertThat(incident.isOpen()).isFalse();
  }

  @Test
  void the_first_anomaly_opens_and_the_next_says_nothing() {
    assertThat(observe(0.1, 0.5, 0.6, 0.55))
        .containsExactly(Transition.NONE, Transition.OPENED, Transition.NONE, Transition.NONE);
    assertThat(incident.anomalies()).isEqualTo(3);
    assertThat(incident.peak()).isEqualTo(0.6);
  }

  @Test
  void what_is_twice_as_strange_as_what_was_told_raises_it_again() {
    // 1, 1.9, 2.1, 4.1, 1, 4.3 and 19 times the threshold; 4.1 is a warning, 19 critical.
    assertThat(observe(0.5, 1.9 / 2.9, 2.1 / 3.1, 4.1 / 5.1, 0.5, 4.3 / 5.3, 0.95))
        .containsExactly(
            Transition.OPENED,
            Transition.NONE,
            Transition.AGAIN,
            Transition.AGAIN,
            Transition.NONE,
            Transition.NONE,
            Transition.AGAIN);
  }

  @Test
  void what_was_told_to_be_critical_is_not_told_again_however_strange_it_gets() {
    assertThat(observe(0.5, 0.91, 0.999, 1, 1))
        .containsExactly(
            Transition.OPENED, Transition.AGAIN, Transition.NONE, Transition.NONE, Transition.NONE);
  }

  @Test
  void nothing_is_stranger_than_a_score_of_one() {
    assertThat(observe(1, 1, 0.99))
        .containsExactly(Transition.OPENED, Transition.NONE, Transition.NONE);
  }

  @Test
  void a_rise_in_severity_raises_it_again_however_small_it_is() {
    // Information from 0.5, warning from 0.7, critical from 0.9.
    assertThat(observe(0.69, 0.7, 0.89, 0.9))
        .containsExactly(Transition.OPENED, Transition.AGAIN, Transition.AGAIN, Transition.AGAIN);
  }

  @Test
  void an_anomaly_behind_30_quiet_records_raises_it_again_also_if_it_was_critical() {
    IncidentRule rule = IncidentRule.DEFAULT;
    assertThat(incident.observe(0.99, rule)).isEqualTo(Transition.OPENED);
    for (int quiet : new int[] {29, 30}) {
      for (int i = 0; i < quiet; i++) {
        assertThat(incident.observe(0.1, rule)).isEqualTo(Transition.NONE);
      }
      Transition expected = quiet == 30 ? Transition.AGAIN : Transition.NONE;
      assertThat(incident.observe(0.6, rule)).isEqualTo(expected);
    }
    assertThat(incident.anomalies()).isEqualTo(3);
  }

  @Test
  void an_alert_beside_the_score_adds_no_event_before_the_incident_is_resolved() {
    IncidentRule rule = IncidentRule.DEFAULT;
    assertThat(incident.observe(0.95, 0.6, rule)).isEqualTo(Transition.OPENED);
    for (int i = 0; i < 59; i++) {
      assertThat(incident.observe(0, 0.6, rule)).isEqualTo(Transition.NONE);
    }
    assertThat(incident.observe(0.95, 0.6, rule)).isEqualTo(Transition.NONE);
    for (int i = 0; i < 60; i++) {
      incident.observe(0, 0.6, rule);
    }
    assertThat(incident.isOpen()).isFalse();
    assertThat(incident.observe(0.95, 0.6, rule)).isEqualTo(Transition.OPENED);
  }

  @Test
  void quiet_records_in_a_row_resolve_it() {
    assertThat(observe(0.6, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1, 0.1))
        .containsExactly(
            Transition.OPENED,
            Transition.NONE,
            Transition.NONE,
            Transition.NONE,
            Transition.NONE,
            Transition.NONE,
            Transition.RESOLVED,
            Transition.NONE);
  }

  @Test
  void the_next_incident_starts_from_nothing() {
    observe(0.95, 0, 0, 0);

    assertThat(observe(0.5, 0.75)).containsExactly(Transition.OPENED, Transition.AGAIN);
    assertThat(incident.anomalies()).isEqualTo(2);
    assertThat(incident.peak()).isEqualTo(0.75);
  }

  @Test
  void state_round_trips() {
    observe(0.6, 0.8, 0.7, 0.1, 0.1);
    StateWriter out = new StateWriter(16);
    incident.write(out);
    Incident restored = new Incident();
    restored.read(new StateReader(out.written()));

    assertThat(restored.peak()).isEqualTo(incident.peak());
    assertThat(restored.anomalies()).isEqualTo(3);
    assertThat(restored.observe(0.88, RULE)).isEqualTo(Transition.NONE);
    assertThat(restored.observe(0.89, RULE)).isEqualTo(Transition.AGAIN);
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new IncidentRule(0, Severity.Bands.DEFAULT))
        .hasMessageContaining("quietRecords");
    assertThatThrownBy(() -> new Severity.Bands(0.95, 0.9)).hasMessageContaining("warning");
  }

  private List<Transition> observe(double... scores) {
    return Arrays.stream(scores).mapToObj(score -> incident.observe(score, RULE)).toList();
  }
}
