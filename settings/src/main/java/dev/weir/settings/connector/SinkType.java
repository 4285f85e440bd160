package dev.weir.settings.connector;

import dev.weir.settings.hocon.KebabCase;
import java.util.Map;

/** The types of {@code sinks}. A configuration names them in kebab case. */
public enum SinkType {
  LOG,
  FILE,
  STDOUT,
  REDIS_STREAMS;

  public static final Map<String, SinkType> BY_NAME = KebabCase.names(SinkType.class);
}
