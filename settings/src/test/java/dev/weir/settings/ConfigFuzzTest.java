package dev.weir.settings;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whatever the bytes are, they are a configuration, or they are refused with its problems; nothing
 * else is thrown. In the build with the inputs that are kept; see CONTRIBUTING.md for more.
 */
class ConfigFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void a_configuration_that_somebody_else_wrote(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("weir", ".conf");
    try {
      Files.write(file, bytes);
      SettingsReader.read(ConfigFile.load(file));
    } catch (ConfigurationException e) {
      // As it should.
    } finally {
      Files.delete(file);
    }
  }
}
