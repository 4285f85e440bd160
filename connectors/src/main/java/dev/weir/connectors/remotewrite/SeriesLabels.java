package dev.weir.connectors.remotewrite;

import dev.weir.connectors.text.lineprotocol.PointLines;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the key of a series of its labels. One owner. */
final class SeriesLabels {

  static final String NAME = "__name__";

  private static final int LABELS = 1;

  private final TagRule rule;
  private final TreeMap<String, String> labels = new TreeMap<>();
  private boolean valid;

  SeriesLabels(TagRule rule) {
    this.rule = rule;
  }

  /** Reads the labels of a series, wherever they stand in its message. */
  void read(ProtoInput series) throws BadWriteRequestException {
    labels.clear();
    valid = true;
    while (series.hasMore()) {
      if (series.field() == LABELS && series.is(ProtoInput.BYTES)) {
        label(series.message());
      } else {
        series.pass();
      }
    }
  }

  private void label(ProtoInput label) throws BadWriteRequestException {
    String name = "";
    String value = "";
    while (label.hasMore()) {
      int field = label.field();
      if (field == 1 && label.is(ProtoInput.BYTES)) {
        name = text(label.message());
      } else if (field == 2 && label.is(ProtoInput.BYTES)) {
        value = text(label.message());
      } else {
        label.pass();
      }
    }
    // A label without a value is one that is not there.
    if (!value.isEmpty()) {
      valid &= !name.isEmpty() && labels.put(name, value) == null;
    }
  }

  private String text(ProtoInput input) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(input.bytes()).toString();
    } catch (CharacterCodingException e) {
      valid = false;
      return "?";
    }
  }

  /** Whether its samples count what fell in one bucket of a histogram. */
  boolean isBucket() {
    return labels.containsKey("le") && labels.getOrDefault(NAME, "").endsWith("_bucket");
  }

  /** The key; empty if a label is given twice or is not UTF-8, or if the key is not valid. */
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
