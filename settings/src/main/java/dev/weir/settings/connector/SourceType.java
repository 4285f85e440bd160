package dev.weir.settings.connector;

import dev.weir.settings.hocon.KebabCase;
import java.util.Map;

/** The types of {@code sources}. A configuration names them in kebab case. */
public enum SourceType {
  SIMULATOR,
  FILE,
  STDIN,
  HTTP,
  REDIS_STREAMS;

  public static final Map<String, SourceType> BY_NAME = KebabCase.names(SourceType.class);
}
