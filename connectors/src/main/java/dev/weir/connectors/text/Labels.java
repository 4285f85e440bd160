package dev.weir.connectors.text;

import dev.weir.engine.Label;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Labels in text: 1 or true, 0 or false, or nothing. */
final class Labels {

  /** There is no label. */
  static final Optional<Label> NONE = Optional.of(Label.NONE);

  static final Optional<Label> NORMAL = Optional.of(Label.NORMAL);
  static final Optional<Label> ANOMALOUS = Optional.of(Label.ANOMALOUS);

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private Labels() {}

  /** Empty if it is none of those. */
  static Optional<Label> parse(byte[] bytes, int from, int to) {
    if (to - from == 1) {
      return bytes[from] == '0' ? NORMAL : bytes[from] == '1' ? ANOMALOUS : Optional.empty();
    }
    if (Arrays.equals(bytes, from, to, FALSE, 0, FALSE.length)) {
      return NORMAL;
    }
    if (Arrays.equals(bytes, from, to, TRUE, 0, TRUE.length)) {
      return ANOMALOUS;
    }
    return parse(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  static Optional<Label> parse(String text) {
    return switch (text.strip()) {
      case "" -> NONE;
      case "0", "0.0", "false", "False" -> NORMAL;
      case "1", "1.0", "true", "True" -> ANOMALOUS;
      default -> Optional.empty();
    };
  }
}
