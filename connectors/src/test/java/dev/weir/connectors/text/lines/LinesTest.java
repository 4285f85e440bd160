package dev.weir.connectors.text.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void lines_end_in_any_of_three_ways() throws IOException {
    assertThat(read("a\nb\r\nc\rd\n", 1_000)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void the_end_of_the_stream_ends_the_last_line() throws IOException {
    assertThat(read("a\nb", 1_000)).containsExactly("a", "b");
    assertThat(read("", 1_000)).isEmpty();
    assertThat(read("\n\n", 1_000)).containsExactly("", "");
  }

  @Test
  void how_the_stream_is_cut_into_pieces_makes_no_difference() throws IOException {
    String text = "first\r\nsecond\n\rthird\r\n\r\nlast";
    List<String> expected = read(text, 1_000);
    for (int piece = 1; piece < text.length(); piece++) {
      assertThat(read(pieces(text, piece), 1_000)).isEqualTo(expected);
    }
  }

  @Test
  void a_text_that_is_not_copied_has_the_lines_of_the_same_stream() throws IOException {
    for (String text :
        List.of("", "a", "a\n", "a\r\nb\n\rc\r", "\n\n", "x".repeat(2_000) + "\ny")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

      assertThat(read(new Lines(bytes, 0, 10, 0))).isEqualTo(read(text, 10));
      assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void of_a_line_of_a_text_that_is_too_long_the_beginning_is_known() throws IOException {
    Lines lines = new Lines("good\n123456".getBytes(StandardCharsets.UTF_8), 5, 5, 1);

    assertThat(lines.next(true)).isEqualTo(Lines.Found.TOO_LONG);
    assertThat(text(lines)).isEqualTo("123456");
    assertThat(lines.offset()).isEqualTo(11);
    assertThat(lines.number()).isEqualTo(2);
  }

  @Test
  void offsets_are_behind_the_end_of_each_line() throws IOException {
    for (int piece = 1; piece < 20; piece++) {
      Lines lines = new Lines(pieces("ab\r\nc\rd\n", piece), 1_000, 100, 7);
      List<Long> offsets = new ArrayList<>();
      List<Long> numbers = new ArrayList<>();
      while (lines.next(true) != Lines.Found.NOTHING) {
        offsets.add(lines.offset());
        numbers.add(lines.number());
      }
      // Behind CR LF the offset may come to lie between the two: the rest is then passed over.
      assertThat(offsets.get(0)).isIn(103L, 104L);
      assertThat(offsets.subList(1, 3)).containsExactly(106L, 108L);
      assertThat(numbers).containsExactly(8L, 9L, 10L);
    }
  }

  @Test
  void a_line_that_is_too_long_is_passed_over_whole_and_never_held() throws IOException {
    String text = "good\n" + "x".repeat(10_000_000) + "\nnext\n" + "y".repeat(3_000_000);
    Lines lines = new Lines(stream(text), 1_000_000, 0, 0);

    assertThat(lines.next(true)).isEqualTo(Lines.Found.LINE);
    assertThat(lines.next(true)).isEqualTo(Lines.Found.TOO_LONG);
    assertThat(lines.offset()).isEqualTo(5 + 10_000_001);
    assertThat(text(lines)).startsWith("xxx").hasSizeLessThan(10_000);
    assertThat(lines.next(true)).isEqualTo(Lines.Found.LINE);
    assertThat(text(lines)).isEqualTo("next");
    assertThat(lines.bytes().length).isLessThan(4_000_000);
    assertThat(lines.next(true)).isEqualTo(Lines.Found.TOO_LONG);
    assertThat(lines.next(true)).isEqualTo(Lines.Found.NOTHING);
    assertThat(lines.offset()).isEqualTo(text.length());
  }

  @Test
  void a_line_of_exactly_the_longest_length_is_a_line() throws IOException {
    assertThat(read("1234567890\n12345678901\n1\n", 10))
        .containsExactly("1234567890", "TOO_LONG", "1");
  }

  @Test
  void a_growing_stream_gives_a_line_only_once_it_is_whole() throws IOException {
    Growing in = new Growing();
    Lines lines = new Lines(in, 1_000, 0, 0);

    assertThat(lines.next(false)).isEqualTo(Lines.Found.NOTHING);
    in.add("half");
    assertThat(lines.next(false)).isEqualTo(Lines.Found.NOTHING);
    in.add(" done\nnext");
    assertThat(lines.next(false)).isEqualTo(Lines.Found.LINE);
    assertThat(text(lines)).isEqualTo("half done");
    assertThat(lines.next(false)).isEqualTo(Lines.Found.NOTHING);
    assertThat(lines.offset()).isEqualTo(10);
    in.add("\n");
    assertThat(lines.next(false)).isEqualTo(Lines.Found.LINE);
    assertThat(text(lines)).isEqualTo("next");
  }

  @Test
  void a_stream_that_breaks_off_gives_what_it_had_once() throws IOException {
    InputStream broken =
        new InputStream() {
          private boolean given;

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            if (given) {
              throw new EOFException("cut");
            }
            given = true;
            byte[] text = "whole\npart".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, into, from, text.length);
            return text.length;
          }

          @Override
          public int read() {
            throw new AssertionError();
          }
        };
    Lines lines = new Lines(broken, 1_000, 0, 0);

    assertThat(lines.next(true)).isEqualTo(Lines.Found.LINE);
    assertThat(lines.next(true)).isEqualTo(Lines.Found.BROKEN);
    assertThat(text(lines)).isEqualTo("part");
  }

  private static List<String> read(String text, int longest) throws IOException {
    return read(stream(text), longest);
  }

  private static List<String> read(InputStream in, int longest) throws IOException {
    return read(new Lines(in, longest, 0, 0));
  }

  private static List<String> read(Lines lines) throws IOException {
    List<String> found = new ArrayList<>();
    for (Lines.Found next = lines.next(true);
        next != Lines.Found.NOTHING;
        next = lines.next(true)) {
      found.add(next == Lines.Found.LINE ? text(lines) : next.toString());
    }
    return found;
  }

  private static String text(Lines lines) {
    return new String(
        lines.bytes(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A stream that gives at most so many bytes at a time. */
  private static InputStream pieces(String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(size, length));
      }
    };
  }

  private static final class Growing extends InputStream {
    private byte[] bytes = new byte[0];
    private int at;

    void add(String text) {
      byte[] more = text.getBytes(StandardCharsets.UTF_8);
      byte[] all = java.util.Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(more, 0, all, bytes.length, more.length);
      bytes = all;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int read = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, into, from, read);
      at += read;
      return read == 0 ? -1 : read;
    }

    @Override
    public int read() {
      throw new AssertionError();
    }
  }
}
