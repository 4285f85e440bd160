package dev.weir.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void every_setting_names_its_variable_behind_it() throws Exception {
    String text;
    try (InputStream in = ClassLoader.getSystemResourceAsStream("reference.conf")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> settings = settings();

    assertThat(settings).hasSizeGreaterThan(35);
    for (String path : settings) {
      String key = path.substring(path.lastIndexOf('.') + 1);
      assertThat(text).contains("\n    %s = ${?%s}\n".formatted(key, Environment.variable(path)));
    }
    // What types have is set by no variable but what must not stand in a file.
    String ofTypes = text.substring(text.indexOf("\n  defaults {"));
    assertThat(ofTypes.split("\\$\\{\\?WEIR_REDIS_(USER|PASSWORD)}", -1)).hasSize(4 + 1);
    assertThat(text.split("\\$\\{\\?WEIR_", -1)).hasSize(settings.size() + 4 + 1);
  }

  @Test
  void the_name_of_a_variable_is_the_path_in_capitals() {
    assertThat(Environment.variable("weir.engine.batch-size")).isEqualTo("WEIR_ENGINE_BATCH_SIZE");
    assertThat(settings().stream().map(Environment::variable)).doesNotHaveDuplicates();
  }

  @Test
  void every_variable_sets_its_setting() {
    for (String path : settings()) {
      Config set = Environment.settings(Map.of(Environment.variable(path), "from outside"));

      assertThat(set).isEqualTo(ConfigFactory.parseMap(Map.of(path, "from outside")));
    }
  }

  @Test
  void a_variable_wins_over_the_file() throws Exception {
    Config file = ConfigFactory.parseString("weir { http.port = 1, engine.batch-size = 2 }");

    WeirSettings settings =
        SettingsReader.read(
            ConfigFile.resolve(
                file, Map.of("WEIR_HTTP_PORT", "3", "WEIR_ENGINE_COALESCE", "false")));

    assertThat(settings.http().orElseThrow().port()).isEqualTo(3);
    assertThat(settings.engine().queues().batch()).isEqualTo(2);
    assertThat(settings.engine().queues().coalesce()).isFalse();
  }

  @Test
  void a_bad_value_is_placed_in_its_variable() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                SettingsReader.read(
                    ConfigFile.resolve(
                        ConfigFactory.empty(), Map.of("WEIR_ENGINE_BATCH_SIZE", "many"))));

    assertThat(refused.problems())
        .containsExactly(
            "environment variable WEIR_ENGINE_BATCH_SIZE: weir.engine.batch-size must be a whole"
                + " number, and is 'many'");
  }

  /** Paths of everything that a variable can set: not lists, and not what types have. */
  private static List<String> settings() {
    return ConfigFile.defaults().entrySet().stream()
        .filter(entry -> entry.getValue().valueType() != ConfigValueType.LIST)
        .map(Map.Entry::getKey)
        .filter(path -> !path.startsWith("weir.defaults."))
        .toList();
  }
}
