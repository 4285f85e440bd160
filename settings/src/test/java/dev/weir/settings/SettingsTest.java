package dev.weir.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What tests of settings share: a file is written, and read as the program would. */
public abstract class SettingsTest {

  @TempDir protected Path directory;

  /** The settings that a file with this text has. */
  protected WeirSettings settings(String text) throws Exception {
    return SettingsReader.read(ConfigFile.load(write("weir.conf", text)));
  }

  /** Everything that is wrong with a file with this text; the file is called weir.conf. */
  protected List<String> problems(String text) {
    return catchThrowableOfType(ConfigurationException.class, () -> settings(text))
        .problems()
        .stream()
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }

  protected Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
