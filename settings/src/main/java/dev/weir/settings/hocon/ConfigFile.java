package dev.weir.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads configuration files and puts the defaults under them. */
public final class ConfigFile {

  private ConfigFile() {}

  /** The configuration in a file, with defaults and environment. */
  public static Config load(Path file) throws ConfigurationException {
    try {
      requireFit(file);
      ConfigParseOptions options =
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setAllowMissing(false)
              .setIncluder(new LocalIncluder(file.toAbsolutePath().resolveSibling("")));
      return resolve(ConfigFactory.parseFile(file.toFile(), options));
    } catch (NoSuchFileException e) {
      throw refused("there is no configuration file " + file);
    } catch (IOException e) {
      throw refused("cannot read %s: %s".formatted(file, e.getMessage()));
    } catch (ConfigException e) {
      throw refused("%s cannot be parsed: %s".formatted(file, excerpt(e)));
    }
  }

  /** Only what the file says, resolved by itself as far as that goes. */
  public static Config alone(Path file) throws ConfigurationException {
    load(file);
    return ConfigFactory.parseFile(file.toFile())
        .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
  }

  /** A configuration made by the program, with defaults and environment. */
  public static Config resolve(Config config) throws ConfigurationException {
    return resolve(config, System.getenv());
  }

  /** A configuration made by the program, with defaults and the given environment. */
  static Config resolve(Config config, Map<String, String> environment)
      throws ConfigurationException {
    try {
      return Environment.settings(environment)
          .withFallback(config)
          .withFallback(ConfigFactory.defaultReferenceUnresolved().withOnlyPath("weir"))
          .resolve(ConfigResolveOptions.defaults());
    } catch (ConfigException e) {
      throw refused(
          "the configuration cannot be resolved: "
              + Redaction.address(String.valueOf(e.getMessage())));
    }
  }

  /** The defaults alone. */
  public static Config defaults() {
    return ConfigFactory.defaultReferenceUnresolved()
        .withOnlyPath("weir")
        .resolve(ConfigResolveOptions.noSystem());
  }

  /** Refuses what the parser should not be given. */
  static void requireFit(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
    }
    if (Files.size(file) > ConfigText.LONGEST) {
      throw new IOException("it is longer than %d KiB".formatted(ConfigText.LONGEST / 1024));
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Optional<String> problem = ConfigText.problem(text);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  /** The message of the parser, with its line, without the quoted text, which may be a secret. */
  private static String excerpt(ConfigException e) {
    String message = String.valueOf(e.getMessage());
    String place = e.origin() == null ? "" : e.origin().description();
    return message.startsWith(place)
        ? place + Redaction.excerpt(message.substring(place.length()))
        : Redaction.excerpt(message);
  }

  private static ConfigurationException refused(String problem) {
    return new ConfigurationException(List.of(problem));
  }
}
