package dev.weir.connectors.remotewrite;

import dev.weir.connectors.text.lineprotocol.PointLines;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the key of a series of its labels. A series of more than 256 labels, or with more than 64
 * KiB of names and values, has no key; labels beyond these limits take no memory. One owner.
 */
final class SeriesLabels {

  static final String NAME = "__name__";

  private static final int LABELS = 1;
  private static final int MOST_LABELS = 256;
  private static final int MOST_BYTES = 64 << 10;

  private final TagRule rule;
  private final TreeMap<String, String> labels = new TreeMap<>();
  private boolean valid;
  private int count;
  private int bytes;

  SeriesLabels(TagRule rule) {
    this.rule = rule;
  }

  /** Reads the labels of a series, wherever they stand in its message. */
  void read(ProtoInput series) throws BadWriteRequestException {
    labels.clear();
    valid = true;
    count = 0;
    bytes = 0;
    while (series.hasMore()) {
      if (series.field() == LABELS && series.is(ProtoInput.BYTES)) {
        label(series.message());
      } else {
        series.skipField();
      }
    }
  }

  private void label(ProtoInput label) throws BadWriteRequestException {
    String name = "";
    String value = "";
    count++;
    while (label.hasMore()) {
      int field = label.field();
      if (field == 1 && label.is(ProtoInput.BYTES)) {
        name = text(label.message());
      } else if (field == 2 && label.is(ProtoInput.BYTES)) {
        value = text(label.message());
      } else {
        label.skipField();
      }
    }
    // A label without a value counts as absent.
    if (isWithinLimits() && !value.isEmpty()) {
      valid &= !name.isEmpty() && labels.put(name, value) == null;
    }
  }

  private boolean isWithinLimits() {
    return count <= MOST_LABELS && bytes <= MOST_BYTES;
  }

  /** A name or value; empty from the limits on. */
  private String text(ProtoInput input) {
    ByteBuffer text = input.bytes();
    bytes = Math.min(bytes + text.remaining(), MOST_BYTES + 1);
    if (!isWithinLimits()) {
      valid = false;
      return "";
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      valid = false;
      return "?";
    }
  }

  /** Whether its samples count what fell in one bucket of a histogram. */
  boolean isBucket() {
    return labels.containsKey("le") && labels.getOrDefault(NAME, "").endsWith("_bucket");
  }

  /**
   * The key; empty if a label is given twice or is not UTF-8, if a limit is exceeded, or if the key
   * is not valid.
   */
  Optional<byte[]> key() {
    if (!valid) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(labels.getOrDefault(NAME, ""));
    char before = '{';
    for (var label : labels.entrySet()) {
      if (!label.getKey().equals(NAME) && rule.takes(label.getKey())) {
        key.append(before).append(label.getKey()).append("=\"");
        key.append(label.getValue().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        before = ',';
      }
    }
    byte[] bytes = key.append(before == ',' ? "}" : "").toString().getBytes(StandardCharsets.UTF_8);
    return PointLines.isKey(bytes) ? Optional.of(bytes) : Optional.empty();
  }
}
