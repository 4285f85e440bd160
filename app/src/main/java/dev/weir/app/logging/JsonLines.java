package dev.weir.app.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.monitoring.Printable;
import java.util.Map;

/** One JSON object a line. Hidden characters in its texts are escaped. */
final class JsonLines extends FactsEncoder {

  private final JsonMapper mapper = JsonMapper.builder().build();

  @Override
  String line(Map<String, Object> fields) {
    try {
      return Printable.json(mapper.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a fact is not a plain value", e);
    }
  }
}
