package dev.weir.alerting.outbox;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notices as bytes: the same notice is always the same bytes. Texts are u32 length, UTF-8. */
public final class NoticeBytes {

  /** The newest version of a notice that is read, and the one that is written. */
  static final int VERSION = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  private NoticeBytes() {}

  /** The bytes of a notice. */
  public static byte[] of(Notice notice) {
    NoticeBytes bytes = new NoticeBytes();
    bytes.out.write(VERSION);
    bytes.text(notice.id());
    bytes.text(notice.kind().name());
    Alert alert = notice.alert();
    bytes.text(alert.id());
    bytes.texts(alert.labels());
    bytes.text(alert.severity().name());
    bytes.text(alert.since());
    bytes.texts(alert.notes());
    return bytes.out.toByteArray();
  }

  /**
   * Returns the notice in these bytes.
   *
   * @throws IOException if {@link #of} would not have written them
   */
  public static Notice read(ByteBuffer bytes) throws IOException {
    try {
      if (bytes.get() != VERSION) {
        throw new IOException("the notice is of another version");
      }
      String id = readText(bytes);
      Notice.Kind kind = one(Notice.Kind.values(), readText(bytes));
      String alert = readText(bytes);
      Map<String, String> labels = readTexts(bytes);
      Alert.Severity severity = one(Alert.Severity.values(), readText(bytes));
      String since = readText(bytes);
      Map<String, String> notes = readTexts(bytes);
      if (bytes.hasRemaining()) {
        throw new IOException("there is something behind the notice");
      }
      return new Notice(id, kind, new Alert(alert, labels, severity, since, notes));
    } catch (BufferUnderflowException e) {
      throw new IOException("the notice is cut short", e);
    }
  }

  private void number(int value) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    out.writeBytes(utf8);
  }

  private void texts(Map<String, String> texts) {
    number(texts.size());
    List<Map.Entry<String, String>> sorted = new ArrayList<>(texts.entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    for (Map.Entry<String, String> entry : sorted) {
      text(entry.getKey());
      text(entry.getValue());
    }
  }

  private static String readText(ByteBuffer bytes) throws IOException {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("a text of the notice is cut short");
    }
    ByteBuffer utf8 = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    CharBuffer text =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(utf8);
    return text.toString();
  }

  private static Map<String, String> readTexts(ByteBuffer bytes) throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (int left = bytes.getInt(); left > 0; left--) {
      String key = readText(bytes);
      texts.put(key, readText(bytes));
    }
    return texts;
  }

  private static <E extends Enum<E>> E one(E[] values, String name) throws IOException {
    for (E value : values) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw new IOException("the notice says something unknown");
  }
}
