package dev.weir.settings;

import dev.weir.settings.hocon.KebabCase;
import java.util.Map;

/** The types of {@code sources}. A configuration names them in kebab case. */
enum SourceType {
  SIMULATOR,
  FILE,
  STDIN,
  HTTP,
  REDIS_STREAMS;

  static final Map<String, SourceType> BY_NAME = KebabCase.names(SourceType.class);
}
