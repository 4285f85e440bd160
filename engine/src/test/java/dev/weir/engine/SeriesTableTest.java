package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.Ids;
import dev.weir.series.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTableTest {

  private static final List<String> VALUE = List.of("value");

  @Test
  void finds_each_of_many_series_again() {
    SeriesTable table = table(SeriesTable.Admission.ALL);
    for (int i = 0; i < 50_000; i++) {
      assertThat(table.intern("series-" + i, VALUE).id()).isEqualTo(i);
    }
    for (int i = 0; i < 50_000; i++) {
      assertThat(table.intern("series-" + i, VALUE).id()).isEqualTo(i);
    }
    assertThat(table.size()).isEqualTo(50_000);
  }

  @Test
  void admits_so_many_and_no_more_whatever_comes() {
    SeriesTable table = table(new SeriesTable.Admission(10, Long.MAX_VALUE, (d, f) -> 1));
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      admitted += table.intern("series-" + i, VALUE).isAdmitted() ? 1 : 0;
    }

    assertThat(admitted).isEqualTo(10);
    assertThat(table.intern("series-3", VALUE).isAdmitted()).isTrue();
    assertThat(table.intern("series-500", VALUE).isAdmitted()).isFalse();
  }

  @Test
  void admits_no_more_than_the_memory_there_is() {
    SeriesTable table = table(new SeriesTable.Admission(1_000, 1_000, (d, f) -> 100L * f));

    assertThat(table.intern("wide", List.of("a", "b", "c", "d")).isAdmitted()).isTrue();
    assertThat(table.intern("also", List.of("a", "b", "c", "d")).isAdmitted()).isTrue();
    assertThat(table.intern("too much", List.of("a", "b", "c")).isAdmitted()).isFalse();
    assertThat(table.intern("fits", List.of("a", "b")).isAdmitted()).isTrue();
  }

  @Test
  void features_stand_in_the_order_of_the_first_series_that_has_them() {
    SeriesTable table = table(SeriesTable.Admission.ALL);
    table.intern("first", List.of("flow", "level"));

    assertThat(table.intern("second", List.of("level", "flow")).features())
        .containsExactly("flow", "level");
    assertThat(table.intern("third", List.of("level", "flow", "heat")).features())
        .containsExactly("level", "flow", "heat");
  }

  @Test
  void a_restored_series_keeps_the_order_of_its_features_and_gives_it_to_new_ones() {
    SeriesTable table = table(SeriesTable.Admission.ALL);
    table.restore("first", List.of("flow", "level"));

    assertThat(table.restore("second", List.of("level", "flow")).features())
        .containsExactly("level", "flow");
    assertThat(table.intern("third", List.of("level", "flow")).features())
        .containsExactly("flow", "level");
  }

  @Test
  void a_series_that_is_not_admitted_has_its_features_as_they_are_given() {
    SeriesTable table = table(new SeriesTable.Admission(1, Long.MAX_VALUE, (d, f) -> 1));
    table.intern("first", List.of("flow", "level"));

    assertThat(table.intern("second", List.of("level", "flow")).features())
        .containsExactly("level", "flow");
  }

  @Test
  void the_first_rule_that_matches_names_the_detector() {
    DetectorPlan plan =
        new DetectorPlan(
            List.of(
                new DetectorPlan.Rule("cpu.*", ZScore.DEFAULT),
                new DetectorPlan.Rule("*.load", RobustZScore.DEFAULT)));
    SeriesTable table = new SeriesTable(plan, SeriesTable.Admission.ALL);

    assertThat(table.intern("cpu.load", VALUE).detector()).contains(ZScore.DEFAULT);
    assertThat(table.intern("disk.load", VALUE).detector()).contains(RobustZScore.DEFAULT);
    assertThat(table.intern("disk.free", VALUE).isAdmitted()).isFalse();
    assertThat(table.intern("cpuX", VALUE).isAdmitted()).isFalse();
  }

  @Test
  void seeds_and_ids_depend_on_what_they_stand_for_alone() {
    Series one = table(SeriesTable.Admission.ALL).intern("a", VALUE);
    SeriesTable other = table(SeriesTable.Admission.ALL);
    other.intern("b", VALUE);

    assertThat(other.intern("a", VALUE).seed()).isEqualTo(one.seed());
    assertThat(other.intern("b", VALUE).seed()).isNotEqualTo(one.seed());
    assertThat(Ids.detection("p", 0, "17", "c"))
        .hasSize(32)
        .isEqualTo(Ids.detection("p", 0, "17", "c"))
        .isNotEqualTo(Ids.detection("p", 1, "17", "c"))
        .isNotEqualTo(Ids.detection("p", 0, "18", "c"))
        .isNotEqualTo(Ids.detection("p0", 0, "17", "c"))
        .isNotEqualTo(Ids.detection("p", 0, "17", "d"));
    assertThat(Ids.config(new ZScore(20, 2.5)))
        .isEqualTo(Ids.config(ZScore.DEFAULT))
        .isNotEqualTo(Ids.config(new ZScore(20, 2.6)));
  }

  private static SeriesTable table(SeriesTable.Admission admission) {
    return new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), admission);
  }
}
