package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.zscore.RobustZScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioReportTest {

  @Test
  void there_are_at_least_60_scenarios_of_different_names() {
    List<String> names = ScenarioReport.scenarios().stream().map(Scenario::name).toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
  }

  @Test
  void events_lie_within_their_series_in_order() {
    for (Scenario scenario : ScenarioReport.scenarios()) {
      MadeSeries made = scenario.make().apply(3);
      int before = 0;
      for (Event event : made.events()) {
        assertThat(event.from()).as(scenario.name()).isGreaterThanOrEqualTo(before);
        assertThat(event.to()).as(scenario.name()).isLessThanOrEqualTo(made.rows().size());
        before = event.to();
      }
    }
  }

  @Test
  void a_series_depends_on_its_seed_alone() {
    Scenario scenario = named("outage-12-flat");
    MadeSeries made = scenario.make().apply(1);

    assertThat(scenario.make().apply(1).rows().values()).isEqualTo(made.rows().values());
    assertThat(scenario.make().apply(2).rows().values()).isNotEqualTo(made.rows().values());
  }

  @Test
  void a_gap_shifts_the_times_and_not_the_events() {
    MadeSeries made = named("hole-12h-hourly").make().apply(0);
    int at = made.events().getFirst().from();

    assertThat(made.rows().time(at) - made.rows().time(at - 1)).isEqualTo(13 * made.step());
  }

  @Test
  void outages_are_found_and_counted_by_event() {
    String cells = ScenarioReport.tally(RobustZScore.DEFAULT, named("outage-again-48h"), 2).cells();

    assertThat(cells).startsWith("4/4 | 4/4 | 0 |");
  }

  /** But for a season of 25 hours, which no view of {@code auto} knows. */
  @Test
  void forecasts_are_near_the_best_simple_one_and_bands_hold_what_is_stated() {
    List<Scenario> known =
        ForecastScenarios.all().stream().filter(it -> !it.name().equals("every 25 hours")).toList();

    assertThat(known).hasSize(11);
    for (Scenario scenario : known) {
      ForecastTally tally = ScenarioReport.forecastTally(Auto.DEFAULT, scenario, 1);

      assertThat(tally.ratio()).as(scenario.name()).isLessThanOrEqualTo(1.12);
      assertThat(tally.coverage()).as(scenario.name()).isBetween(0.93, 0.97);
    }
  }

  private static Scenario named(String name) {
    return ScenarioReport.scenarios().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
