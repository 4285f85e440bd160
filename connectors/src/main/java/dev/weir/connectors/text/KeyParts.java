package dev.weir.connectors.text;

import java.util.Arrays;

/**
 * Joins the texts of several columns to one text: a slash stands between them, and a slash or a
 * backslash in a part has a backslash in front of it. One owner.
 */
final class KeyParts {

  private final byte joint;
  private final boolean escapes;
  private byte[] text = new byte[64];
  private int length;
  private int parts;

  private KeyParts(char joint, boolean escapes) {
    this.joint = (byte) joint;
    this.escapes = escapes;
  }

  /** For the key of a series. */
  static KeyParts ofSeries() {
    return new KeyParts('/', true);
  }

  /** For a time of several columns, with a blank between them. */
  static KeyParts ofTime() {
    return new KeyParts(' ', false);
  }

  KeyParts clear() {
    length = 0;
    parts = 0;
    return this;
  }

  void add(byte[] part, int from, int to) {
    if (parts++ > 0) {
      add(joint);
    }
    for (int i = from; i < to; i++) {
      if (escapes && (part[i] == '/' || part[i] == '\\')) {
        add((byte) '\\');
      }
      add(part[i]);
    }
  }

  private void add(byte b) {
    if (length == text.length) {
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = b;
  }

  byte[] bytes() {
    return text;
  }

  int length() {
    return length;
  }
}
