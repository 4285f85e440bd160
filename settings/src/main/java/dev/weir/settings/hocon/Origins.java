package dev.weir.settings.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.stream.Stream;

/** The places in files at which keys are set. */
final class Origins {

  private Origins() {}

  /** Where a key is set; if it is not, a place that sets something beside it. */
  static ConfigOrigin of(ConfigObject object, String key) {
    ConfigValue value = object.get(key);
    return Stream.concat(
            Stream.ofNullable(value), Stream.concat(Stream.of(object), object.values().stream()))
        .map(ConfigValue::origin)
        .filter(origin -> origin.resource() == null && !isMerged(origin))
        .findFirst()
        .orElse(object.origin());
  }

  /** Objects that several places set have no line. */
  private static boolean isMerged(ConfigOrigin origin) {
    return origin.description().startsWith("merge of ");
  }
}
