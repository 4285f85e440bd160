package dev.weir.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.zscore.ZScore;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parameter that is missing in the identity would leave ids unchanged when it changes. */
class IdentityCoverageTest {

  private static final DataRules RULES =
      new DataRules(
          new Lateness(OptionalLong.of(1), OptionalLong.of(2), Lateness.Late.DROP),
          new Missing(Missing.StandIn.PREVIOUS, 0, false),
          ValuesAre.COUNTER,
          "Asia/Tokyo");
  private static final AlertFilter GATES =
      new AlertFilter(AlertFilter.Direction.ABOVE, 1, 2, 3, 40);

  static Stream<Detector> detectors() {
    return Stream.concat(
        Detectors.defaults().stream(),
        Stream.of(
            new AlertPolicyDetector(
                new Prepared(ZScore.DEFAULT, RULES), AlertBudget.atMost("1%"), GATES),
            new Prepared(ZScore.DEFAULT, RULES)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void every_parameter_is_in_the_identity(Detector detector) throws ReflectiveOperationException {
    List<Object> changed = changed((Record) detector);

    assertThat(changed)
        .isNotEmpty()
        .allSatisfy(other ->
            assertThat(((Detector) other).identity().text())
                .isNotEqualTo(detector.identity().text()));
  }

  /** The record with one component changed at a time, inside of components as well. */
  private static List<Object> changed(Record record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(record);
    }
    Constructor<?> constructor =
        record
            .getClass()
            .getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (Object other : others(values[i])) {
        Object[] with = values.clone();
        with[i] = other;
        all.add(constructor.newInstance(with));
      }
    }
    return all;
  }

  private static List<Object> others(Object value) throws ReflectiveOperationException {
    return switch (value) {
      case Integer number -> List.of(number - 1 > 0 ? number - 1 : number + 1);
      case Long number -> List.of(number + 1);
      case Double number -> List.of(number * 0.875 + 1e-4);
      case Boolean flag -> List.of(!flag);
      case OptionalLong number -> List.of(OptionalLong.empty(), OptionalLong.of(9));
      case String text -> List.of(text + "x");
      case Enum<?> constant ->
          Stream.of(constant.getDeclaringClass().getEnumConstants())
              .filter(other -> other != constant)
              .map(Object.class::cast)
              .toList();
      case Record inner -> changed(inner);
      default -> throw new IllegalArgumentException("no other value of " + value.getClass());
    };
  }
}
