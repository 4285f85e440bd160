package dev.weir.settings.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;

/** Includes files from the local disk only, of bounded size and depth. */
final class LocalIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private static final int DEEPEST = 8;

  private final Path directory;
  private int depth;

  /** Relative names begin in this directory. */
  LocalIncluder(Path directory) {
    this.directory = directory;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return includeFile(context, new File(what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    Path file = directory.resolve(what.toPath());
    if (depth >= DEEPEST) {
      throw refused("includes are nested deeper than %d".formatted(DEEPEST), file);
    }
    depth++;
    try {
      ConfigFile.requireFit(file);
      return ConfigFactory.parseFile(file.toFile(), context.parseOptions().setAllowMissing(false))
          .root();
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), file);
    } finally {
      depth--;
    }
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw new ConfigException.Generic(
        "include of %s is refused: only files of the local disk are included".formatted(what));
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw new ConfigException.Generic(
        "include of %s is refused: only files of the local disk are included".formatted(what));
  }

  private static ConfigException refused(String why, Path file) {
    return new ConfigException.Generic("include of %s is refused: %s".formatted(file, why));
  }
}
