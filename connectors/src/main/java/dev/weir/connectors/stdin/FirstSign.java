package dev.weir.connectors.stdin;

import dev.weir.engine.SourceRefusedException;

/** Looks at the first signs of a line: they tell lines of JSON from other text. */
final class FirstSign {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private FirstSign() {}

  /**
   * Whether a line, or what has come of it, begins as an object of which more is on the same line.
   */
  static boolean isObject(byte[] text, int from, int to) {
    int at = next(text, from, to);
    if (at == to || text[at] != '{') {
      return false;
    }
    int then = next(text, at + 1, to);
    return then < to && text[then] != '\n';
  }

  /** Whether a line holds nothing but blanks. */
  static boolean isBlank(byte[] text, int from, int to) {
    int at = next(text, from, to);
    return at == to || text[at] == '\n';
  }

  /**
   * Refuses a first line that begins a document of JSON which is no line of JSON.
   *
   * @throws SourceRefusedException if it does
   */
  static void refuseDocument(byte[] text, int from, int to) throws SourceRefusedException {
    int at = next(text, from, to);
    if (at == to) {
      return;
    }
    int then = next(text, at + 1, to);
    boolean over = then == to || text[then] == '\n';
    boolean array = text[at] == '[' && (over || text[then] == '{' || text[then] == '[');
    if (array || (text[at] == '{' && over)) {
      throw new SourceRefusedException(
          "it begins with %s of JSON, and standard input takes one object a line: write them so by"
                  .formatted(array ? "an array" : "an object over several lines")
              + " jq -c %s, or set format = csv or jsonl".formatted(array ? "'.[]'" : "."));
    }
  }

  /** The first place that is no blank, and no mark of the order of bytes at the very beginning. */
  private static int next(byte[] text, int from, int to) {
    int at = from;
    if (at == 0 && to >= MARK.length && text[0] == MARK[0] && text[1] == MARK[1]) {
      at = MARK.length;
    }
    while (at < to && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
      at++;
    }
    return at;
  }
}
