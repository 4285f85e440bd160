package dev.weir.connectors.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.weir.connectors.text.value.Numbers;

/** Limits of the JSON that may be a record. */
final class JsonLimits {

  private static final int LONGEST_DOCUMENT = 1 << 20;
  private static final int DEEPEST = 32;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int MOST_TOKENS = 100_000;

  /** Its parsers fail at the first text that exceeds a limit. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(LONGEST_DOCUMENT)
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Numbers.LONGEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .maxTokenCount(MOST_TOKENS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonLimits() {}
}
