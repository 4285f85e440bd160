package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Texts that a terminal, a log or a page would act on, and the check that none is in an output. */
final class HostileText {

  private static final int[][] HIDDEN = {
    {0x00, 0x1F},
    {0x7F, 0x9F},
    {0xAD, 0xAD},
    {0x61C, 0x61C},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xD800, 0xD800},
    {0xDFFF, 0xDFFF},
    {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
    {0x1D173, 0x1D17A},
    {0xE0001, 0xE0001},
    {0xE0020, 0xE007F}
  };

  private HostileText() {}

  /** Each hidden character between two letters, escape sequences, and lines within a text. */
  static List<String> all() {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "\u001b[2J\u001b]0;title\u0007",
                "\u009b31m\u009d0;title\u009c",
                "a\nFAKE",
                "a\r\nFAKE",
                "a\u0085FAKE",
                "a\u2028FAKE",
                "\u202eevil\u2066",
                "\ud83c",
                "\udf21\ud83c"));
    for (int[] range : HIDDEN) {
      for (int c = range[0]; c <= range[1]; c++) {
        texts.add("a" + Character.toString(c) + "b");
      }
    }
    return texts;
  }

  /** Fails if a hidden character other than the end of a line is in the output, or a faked line. */
  static void assertNoneIn(String what, String output) {
    output
        .codePoints()
        .filter(c -> c != '\n' && isHidden(c))
        .findFirst()
        .ifPresent(c -> {
          int at = output.indexOf(Character.toString(c));
          String near = output.substring(Math.max(0, at - 80), at);
          throw new AssertionError("%s has U+%04X behind: %s".formatted(what, c, near));
        });
    assertThat(output.lines()).as(what).noneMatch(line -> line.startsWith("FAKE"));
  }

  private static boolean isHidden(int c) {
    for (int[] range : HIDDEN) {
      if (c >= range[0] && c <= range[1]) {
        return true;
      }
    }
    return Character.getType(c) == Character.SURROGATE;
  }

  /** A text in quotes in which each UTF-16 unit is an escape of JSON. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(unit -> quoted.append("\\u%04x".formatted(unit)));
    return quoted.append('"').toString();
  }
}
