package dev.weir.settings;

import dev.weir.settings.hocon.KebabCase;
import java.util.Map;

/** The types of {@code sinks}. A configuration names them in kebab case. */
enum SinkType {
  LOG,
  FILE,
  STDOUT,
  REDIS_STREAMS;

  static final Map<String, SinkType> BY_NAME = KebabCase.names(SinkType.class);
}
