package dev.weir.app.http.routing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoded UTF-8, RFC 3986. */
final class PercentEncoding {

  private PercentEncoding() {}

  /**
   * The text that was encoded. A plus sign stands for itself.
   *
   * @throws BadRequestException if an escape is not two hexadecimal digits, or if the bytes are not
   *     UTF-8
   */
  static String decode(String encoded) {
    byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(16 * digit(raw, i + 1) + digit(raw, i + 2));
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("the address is not percent-encoded UTF-8");
    }
  }

  /**
   * The parameters of a query, by name. A parameter without a value has an empty one.
   *
   * @param query behind the question mark; empty for none
   * @throws BadRequestException as {@link #decode}
   */
  static Map<String, List<String>> query(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1).replace('+', ' '));
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static int digit(byte[] raw, int at) {
    int digit = at < raw.length ? Character.digit(raw[at], 16) : -1;
    if (digit < 0) {
      throw new BadRequestException(
          "a % in the address must be followed by two hexadecimal digits");
    }
    return digit;
  }
}
