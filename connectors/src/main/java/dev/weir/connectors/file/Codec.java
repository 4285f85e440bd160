package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Known files and steps as text without spaces. */
final class Codec {

  private static final String SEPARATOR = "|";
  private static final int FIELDS = 14;

  private Codec() {}

  /** The text with all but letters, digits and {@code ._-/~} of ASCII written as {@code %XX}. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) Byte.toUnsignedInt(b);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "._-/~".indexOf(c) >= 0;
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }

  static String unescape(String escaped) throws IOException {
    byte[] bytes = new byte[escaped.length()];
    int length = 0;
    try {
      for (int i = 0; i < escaped.length(); i++) {
        char c = escaped.charAt(i);
        if (c == '%') {
          bytes[length++] = (byte) Integer.parseInt(escaped, i + 1, i + 3, 16);
          i += 2;
        } else {
          bytes[length++] = (byte) c;
        }
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("'%s' is not the name of a file in a position".formatted(escaped), e);
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  static String text(KnownFile file) {
    String kind = file.timeKind().map(k -> k == EventTime.INSTANT ? "I" : "N").orElse("?");
    String known =
        String.join(
            SEPARATOR,
            escape(file.name()),
            Integer.toString(file.generation()),
            file.location().equals(file.name()) ? "" : escape(file.location()),
            Integer.toString(file.head().length()),
            file.head().hash(),
            Integer.toString(file.tail().length()),
            file.tail().hash(),
            Long.toString(file.offset()),
            Long.toString(file.line()),
            file.below() ? kind.toLowerCase(Locale.ROOT) : kind,
            file.stamp().inode(),
            Long.toString(file.stamp().size()),
            Long.toString(file.stamp().modified()),
            String.valueOf(file.state().code()));
    return file.reading().isEmpty() ? known : known + SEPARATOR + escape(file.reading());
  }

  static KnownFile file(String text) throws IOException {
    String[] fields = text.split("\\|", -1);
    if (fields.length != FIELDS && fields.length != FIELDS + 1) {
      throw notRead(text, null);
    }
    try {
      String name = unescape(fields[0]);
      return new KnownFile(
          name,
          Integer.parseInt(fields[1]),
          fields[2].isEmpty() ? name : unescape(fields[2]),
          new Print(Integer.parseInt(fields[3]), fields[4]),
          new Print(Integer.parseInt(fields[5]), fields[6]),
          Long.parseLong(fields[7]),
          Long.parseLong(fields[8]),
          timeKind(fields[9].toUpperCase(Locale.ROOT)),
          new Stamp(fields[10], Long.parseLong(fields[11]), Long.parseLong(fields[12])),
          KnownFile.State.of(fields[13].charAt(0)).orElseThrow(() -> notRead(text, null)),
          fields.length == FIELDS ? "" : unescape(fields[FIELDS]),
          fields[9].equals("i") || fields[9].equals("n"));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw notRead(text, e);
    }
  }

  /**
   * Of text in upper case: {@code I} for instants, {@code N} for numbers, anything else for not
   * known yet.
   */
  static Optional<EventTime> timeKind(String code) {
    return switch (code) {
      case "I" -> Optional.of(EventTime.INSTANT);
      case "N" -> Optional.of(EventTime.NUMBER);
      default -> Optional.empty();
    };
  }

  static String text(Step step) {
    return switch (step) {
      case Step.Read(String file, Step.Limit limit, boolean ends, Optional<KnownFile> taken) ->
          "read:%s:%d:%d:%s:%s"
              .formatted(
                  escape(file),
                  limit.ofContent(),
                  limit.ofFile(),
                  ends ? "e" : "",
                  taken.map(Codec::text).orElse(""));
      case Step.CountGap(String file) -> "gap:" + escape(file);
      case Step.Forget(String file) -> "forget:" + escape(file);
    };
  }

  static Step step(String text) throws IOException {
    String[] fields = text.split(":", -1);
    try {
      return switch (fields[0]) {
        case "read" ->
            new Step.Read(
                unescape(fields[1]),
                new Step.Limit(Long.parseLong(fields[2]), Long.parseLong(fields[3])),
                !fields[4].isEmpty(),
                fields[5].isEmpty() ? Optional.empty() : Optional.of(file(fields[5])));
        case "gap" -> new Step.CountGap(unescape(fields[1]));
        case "forget" -> new Step.Forget(unescape(fields[1]));
        default -> throw notRead(text, null);
      };
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw notRead(text, e);
    }
  }

  private static IOException notRead(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IOException("'%s' is not what this program writes of a file".formatted(text), cause);
  }
}
