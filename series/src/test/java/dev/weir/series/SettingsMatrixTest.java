package dev.weir.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import dev.weir.detectors.Severity;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.drift.DriftAction;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Tries for each setting whether a series keeps what it learnt; the manual lists those of all
 * detectors.
 */
class SettingsMatrixTest {

  private static final Path MANUAL = Path.of("../docs/operating.md");
  private static final String BEGIN = "<!-- made by SettingsMatrixTest -->";
  private static final String END = "<!-- end -->";

  private static final SeriesRules RULES = rules(256, 1000, 500, DriftTest.Kind.KS);
  private static final Detector ANY = ZScore.DEFAULT;
  private static final Detector FITTED = IsolationForest.DEFAULT;

  @Test
  void each_parameter_says_whether_a_model_goes_on_with_another_value() throws Exception {
    int judging = 0;
    int learning = 0;
    for (Detector detector : Detectors.defaults()) {
      for (RecordComponent parameter : detector.getClass().getRecordComponents()) {
        judging += parameter.isAnnotationPresent(Judging.class) ? 1 : 0;
        learning += parameter.isAnnotationPresent(Judging.class) ? 0 : 1;
        assertThat(keeps(detector, changed(detector, parameter)))
            .as("%s of %s is a judging parameter", parameter.getName(), detector.name())
            .isEqualTo(parameter.isAnnotationPresent(Judging.class));
      }
    }
    assertThat(judging).isGreaterThanOrEqualTo(8);
    assertThat(learning).isGreaterThanOrEqualTo(18);
  }

  @Test
  void a_model_with_another_judging_parameter_judges_at_once() throws Exception {
    ModelSetup setup = new ModelSetup(1, 7, 256, 500);
    for (Detector detector : Detectors.defaults()) {
      Model model = detector.newModel(setup);
      for (int i = 0; i < 1_000; i++) {
        model.learn(new double[] {i * 37 % 101 / 10.0}, i);
        if (i == 600 && model instanceof FittedModel fitted) {
          fitted.adopt(fitted.fitTask(fitted.pointsLearned()).fit());
        }
      }
      assertThat(model.score(new double[] {3}, 1_000)).isInstanceOf(Score.Ready.class);
      for (RecordComponent parameter : detector.getClass().getRecordComponents()) {
        if (parameter.isAnnotationPresent(Judging.class)) {
          Model restored =
              AlertPolicyDetector.restore(changed(detector, parameter), setup, model.state());

          assertThat(restored.pointsLearned()).isEqualTo(model.pointsLearned());
          assertThat(restored.score(new double[] {3}, 1_000)).isInstanceOf(Score.Ready.class);
        }
      }
    }
  }

  @Test
  void a_state_of_a_build_that_saved_judging_parameters_too_is_known() throws Exception {
    Detector before = new ZScore(20, 4);
    String saved = hash("ZScore[window=20, threshold=4.0]") + "/256/1000/500";

    assertThat(RULES.restores(series(before), saved)).isTrue();
    assertThat(RULES.restores(series(new ZScore(21, 4)), saved)).isFalse();
    assertThat(RULES.restores(series(before), "nonsense")).isFalse();
  }

  @Test
  void the_manual_has_the_matrix() throws Exception {
    String manual = Files.readString(MANUAL);
    assertThat(manual).contains(BEGIN, END);
    String there = manual.substring(manual.indexOf(BEGIN) + BEGIN.length(), manual.indexOf(END));

    assertThat(there.strip()).isEqualTo(String.join("\n", matrix()));
  }

  private static List<String> matrix() {
    List<String> lines = new ArrayList<>();
    lines.add("| detector | setting | kind | after a change |");
    lines.add("|---|---|---|---|");
    for (Policy policy : POLICIES) {
      lines.add(row("any", policy.setting(), policy.keeps(), "at once"));
    }
    lines.add(
        row(
            "isolation-forest",
            "`engine.train-after`",
            RULES.restores(
                series(FITTED),
                rules(200, 1000, 500, DriftTest.Kind.KS).modelConfig(series(FITTED))),
            ""));
    lines.add(
        row(
            "isolation-forest",
            "`engine.model-update-frequency`, `engine.refit-lag`",
            RULES.restores(
                series(FITTED),
                rules(256, 700, 100, DriftTest.Kind.KS).modelConfig(series(FITTED))),
            "with the next fit of the series"));
    assertThat(
            RULES.restores(
                series(ANY), rules(200, 700, 100, DriftTest.Kind.KS).modelConfig(series(ANY))))
        .isTrue();
    lines.add(
        "| all others | `engine.train-after`, `engine.model-update-frequency`, `engine.refit-lag` |"
            + " none | the series goes on: nothing is fitted |");
    SeriesRules drift = rules(256, 1000, 500, DriftTest.Kind.ADWIN);
    assertThat(drift.driftConfig()).isNotEqualTo(RULES.driftConfig());
    assertThat(RULES.restores(series(ANY), drift.modelConfig(series(ANY)))).isTrue();
    lines.add(
        "| any | `engine.drift-*` | judging | the model goes on; drift checks begin with an empty"
            + " window |");
    return lines;
  }

  private record Policy(String setting, Detector before, Detector after) {
    boolean keeps() {
      return SettingsMatrixTest.keeps(before, after);
    }
  }

  private static final List<Policy> POLICIES =
      List.of(
          new Policy("`alert-budget`, the first or another", ANY, budget("1 per day")),
          new Policy("`alert-budget`, removed", budget("1 per day"), ANY),
          new Policy(
              "`alert-rate` (in words) instead of `alert-budget`, and back",
              budget("1 per day"),
              AlertPolicyDetector.of(ANY, AlertBudget.about("1 per day"), AlertFilter.NONE)),
          new Policy(
              "`direction`, `min-deviation`, `min-relative-deviation`, `valid-range`",
              ANY,
              AlertPolicyDetector.of(
                  ANY,
                  AlertBudget.NONE,
                  new AlertFilter(AlertFilter.Direction.ABOVE, 1, 0.1, 0, 100))),
          new Policy(
              "`allowed-lateness`, `late`, `max-skew`, `missing-values`, `zero-is-missing`, where"
                  + " one of them or `values-are` was set before",
              late(5_000),
              late(9_000)),
          new Policy("the first of these five, or the last removed", ANY, late(5_000)),
          new Policy("`values-are`", ANY, meaning(ValuesAre.COUNTER, "")),
          new Policy(
              "`time-zone`",
              meaning(ValuesAre.COUNTER, ""),
              meaning(ValuesAre.COUNTER, "Asia/Tokyo")));

  private static Detector budget(String budget) {
    return AlertPolicyDetector.of(ANY, AlertBudget.atMost(budget), AlertFilter.NONE);
  }

  private static Detector late(long millis) {
    Lateness lateness =
        new Lateness(OptionalLong.of(millis), OptionalLong.empty(), Lateness.Late.DROP);
    return Prepared.of(ANY, new DataRules(lateness, Missing.NONE, ValuesAre.LEVEL, ""));
  }

  private static Detector meaning(ValuesAre are, String zone) {
    return Prepared.of(ANY, new DataRules(Lateness.NONE, Missing.NONE, are, zone));
  }

  private static String row(String detector, String setting, boolean keeps, String when) {
    String name =
        detector.contains(" ") || detector.equals("any") ? detector : '`' + detector + '`';
    return keeps
        ? "| %s | %s | judging | the series goes on; the new value counts %s |"
            .formatted(name, setting, when)
        : "| %s | %s | learning | the series relearns |".formatted(name, setting);
  }

  private static boolean keeps(Detector before, Detector after) {
    return RULES.restores(series(after), RULES.modelConfig(series(before)));
  }

  private static Series series(Detector detector) {
    return Series.of("key", List.of("value"), Judge.of(detector));
  }

  /** The detector with another value of one parameter. */
  private static Detector changed(Detector detector, RecordComponent parameter) throws Exception {
    RecordComponent[] components = detector.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    for (int attempt = 0; attempt < 2; attempt++) {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] = components[i].getAccessor().invoke(detector);
        if (components[i].getName().equals(parameter.getName())) {
          values[i] = other(values[i], attempt);
        }
      }
      try {
        return (Detector) detector.getClass().getDeclaredConstructor(types).newInstance(values);
      } catch (java.lang.reflect.InvocationTargetException outOfRange) {
        assertThat(attempt).as(outOfRange.getCause().getMessage()).isZero();
      }
    }
    throw new AssertionError(parameter);
  }

  private static Object other(Object value, int attempt) {
    return switch (value) {
      case Integer number -> attempt == 0 ? number + 1 : number - 1;
      case Long number -> attempt == 0 ? number + 1 : number - 1;
      case Boolean flag -> !flag;
      case String text -> text + 'x';
      case Double number -> attempt == 0 ? number * 2 : number / 2;
      case Enum<?> choice -> {
        Object[] all = choice.getDeclaringClass().getEnumConstants();
        yield all[(choice.ordinal() + 1) % all.length];
      }
      default -> throw new AssertionError(value + " has a type that this test does not know");
    };
  }

  private static SeriesRules rules(int fitAfter, int every, int lag, DriftTest.Kind test) {
    return new SeriesRules(
        fitAfter,
        every,
        lag,
        Optional.of(new DriftTest(test, 500, 0.1)),
        DriftAction.RETRAIN,
        new IncidentRule(60, Severity.Bands.DEFAULT),
        3);
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }
}
