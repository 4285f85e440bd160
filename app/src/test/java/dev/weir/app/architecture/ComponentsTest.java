package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and constructors of three modules have few components. */
class ComponentsTest {

  private static final int MOST = 8;

  @ParameterizedTest
  @ValueSource(strings = {"engine", "app", "monitoring"})
  void a_record_or_constructor_has_at_most_8_components(String module) {
    assertThat(over(MOST, module)).isEmpty();
  }

  @Test
  void a_record_and_a_constructor_above_a_limit_are_named() {
    assertThat(over(3, "engine")).contains("dev.weir.engine.Batch$Stream has 4 components");
    assertThat(above(2, Three.class)).containsExactly(Three.class.getName() + " has 3 components");
    assertThat(above(2, Written.class))
        .containsExactly(Written.class.getName() + " has a constructor of 3 parameters");
    assertThat(above(3, Three.class)).isEmpty();
    assertThat(above(3, Written.class)).isEmpty();
    assertThat(above(0, Constants.class)).isEmpty();
  }

  record Three(int a, int b, int c) {
    Three {
      assertThat(a + b + c).isNotNegative();
    }
  }

  static final class Written {
    Written(int a, int b, int c) {
      assertThat(a + b + c).isNotNegative();
    }
  }

  /** The compiler adds two parameters to its constructor. */
  enum Constants {
    ONE
  }

  private static List<String> over(int most, String module) {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weir." + module)
            .stream()
            .map(JavaClass::reflect)
            .flatMap(type -> above(most, type).stream())
            .sorted()
            .toList();
  }

  private static List<String> above(int most, Class<?> type) {
    List<String> found = new ArrayList<>();
    if (type.isRecord() && type.getRecordComponents().length > most) {
      found.add(
          "%s has %d components".formatted(type.getName(), type.getRecordComponents().length));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      long written =
          Arrays.stream(constructor.getParameters())
              .filter(parameter -> !parameter.isImplicit() && !parameter.isSynthetic())
              .count();
      if (written > most) {
        found.add("%s has a constructor of %d parameters".formatted(type.getName(), written));
      }
    }
    return found;
  }
}
