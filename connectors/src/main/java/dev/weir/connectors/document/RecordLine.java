package dev.weir.connectors.document;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** A record as bytes, which are taken piece by piece. */
final class RecordLine {

  private byte[] bytes = new byte[0];
  private int taken;

  boolean hasMore() {
    return taken < bytes.length;
  }

  void set(Json row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Outline.JSON.createGenerator(out)) {
      write(row, json);
    }
    out.write('\n');
    bytes = out.toByteArray();
    taken = 0;
  }

  int take(byte[] into, int from, int length) {
    int part = Math.min(length, bytes.length - taken);
    System.arraycopy(bytes, taken, into, from, part);
    taken += part;
    return part;
  }

  private static void write(Json value, JsonGenerator json) throws IOException {
    switch (value) {
      case Json.Members(var fields) -> {
        json.writeStartObject();
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          json.writeFieldName(field.getKey());
          write(field.getValue(), json);
        }
        json.writeEndObject();
      }
      case Json.Items(var items) -> {
        json.writeStartArray();
        for (Json item : items) {
          write(item, json);
        }
        json.writeEndArray();
      }
      case Json.Text(String text) -> json.writeString(text);
      case Json.Literal(String text) -> json.writeRawValue(text);
    }
  }
}
