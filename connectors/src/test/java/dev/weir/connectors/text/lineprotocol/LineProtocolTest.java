package dev.weir.connectors.text.lineprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.text.Keys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolTest {

  /** The points of a line: time, key and number, with a bar between, and a semicolon at the end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '\u0001',
      value = {
        "cpu,host=a,core=0 usage=12.5 1700000000000000000 ^"
            + " 1700000000000000000|cpu,core=0,host=a usage|12.5;",
        "m a=1i,b=-3i,c=1.5e3,d=.5,e=5. 1 ^ 1|m a|1;1|m b|-3;1|m c|1500.0;1|m d|0.5;1|m e|5.0;",
        "m a=t,b=True,c=F,d=FALSE 1 ^ 1|m a|1;1|m b|1;1|m c|0;1|m d|0;",
        "m s=\"he said \\\"hi\\\", ok=1 x\",v=1 1 ^ 1|m v|1;",
        "we\\ ather\\,x,lo\\ c\\=k=us\\,mid\\ west\\=1 te\\ mp\\,\\=f=82 1 ^"
            + " 1|we\\ ather\\,x,lo\\ c\\=k=us\\,mid\\ west\\=1 te\\ mp\\,\\=f|82;",
        "m,t=a\\b v=1 1 ^ 1|m,t=a\\b v|1;",
        "m v=\"back\\\\slash\",w=1 1 ^ 1|m w|1;",
        "m v=\"c:\\dir\",w=1 1 ^ 1|m w|1;",
        "\"m\",t=\"q\" v=1 1 ^ 1|\"\"\"m\"\",t=\"\"q\"\" v\"|1;",
        "m  v=1  1 ^ 1|m v|1;",
        "m v=\"a~b\",w=2 1 ^ 1|m w|2;",
        "m v=1 -1 ^ -1|m v|1;",
        "m,t=x v=1,t=2 1 ^ 1|m,t=x v|1;1|m,t=x t|2;",
        "m v=1,v=2 1 ^ 1|m v|2;",
        "# c~~  m v=1 1~m v=2 2~ ^ 1|m v|1;2|m v|2;",
        "m v=1u 1 ^ 1|m v|1;",
        "m v=+1 1 ^ 1|m v|1.0;",
        "m v=18446744073709551615u 1 ^ 1|m v|18446744073709551615;",
        "m v=-9223372036854775808i 1 ^ 1|m v|-9223372036854775808;",
        "m v=1 1@~m v=2 2@~ ^ 1|m v|1;2|m v|2;",
        "m=x v=1 1 ^ 1|m=x v|1;",
        "m,b=1,a=2 v=1 1~m,a=2,b=1 v=2 2 ^ 1|m,a=2,b=1 v|1;2|m,a=2,b=1 v|2;",
        "m v=\"only\" 1 ^ ''"
      })
  void a_line_is_read(String body, String points) {
    LineProtocol.Result result = read(body.replace('~', '\n').replace('@', '\r'), 1);

    assertThat(result.errors()).isEmpty();
    assertThat(text(result)).isEqualTo(points.equals("''") ? "" : points);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '\u0001',
      value = {
        "m ^ missing fields",
        "m 1 ^ invalid field format",
        "m v= ^ missing field value",
        "m v=abc 1 ^ invalid number or boolean",
        "m v=tRUE 1 ^ invalid number or boolean",
        "m v=NaN 1 ^ invalid number or boolean",
        "m v=Inf 1 ^ invalid number or boolean",
        "m v=0x1f 1 ^ invalid number or boolean",
        "m v=1e400 1 ^ out of range",
        "m,t v=1 1 ^ missing tag value",
        "m,t= v=1 1 ^ missing tag value",
        "m,=x v=1 1 ^ missing tag key",
        ",t=x v=1 1 ^ missing measurement",
        "m v=\"abc 1 ^ unbalanced quotes",
        "m v=\"abc\"x 1 ^ invalid field format",
        "m v=1 12x ^ bad timestamp",
        "m v=1 1.5 ^ bad timestamp",
        "m v=1 1 2 ^ point is invalid: nothing may follow the timestamp",
        "m v=1i2 1 ^ invalid number or boolean",
        "m v=1.5i 1 ^ invalid number",
        "m v=-1u 1 ^ out of range",
        "m =1 1 ^ missing field key",
        "m v=1, 1 ^ invalid field format",
        "m,t=1,t=2 v=1 1 ^ duplicate tags",
        "m,t=x\\ v=1 1 ^ invalid tag format",
        "m,t=x=y v=1 1 ^ invalid tag format",
        "m v=9223372036854775808i 1 ^ out of range",
        "m v=18446744073709551616u 1 ^ out of range",
        "m v=1 99999999999999999999 ^ timestamp out of range",
        "m v=1 ^ missing timestamp: without one a retry would be another point"
      })
  void a_line_that_cannot_be_read_costs_itself_only(String line, String problem) {
    LineProtocol.Result result = read("a v=1 1\n" + line + "\nb v=2 2\n", 1);

    assertThat(result.errors()).containsExactly(new LineProtocol.BadLine(2, problem));
    assertThat(result.refused()).isEqualTo(1);
    assertThat(result.lines()).isEqualTo(3);
    assertThat(text(result)).isEqualTo("1|a v|1;2|b v|2;");
  }

  @ParameterizedTest
  @CsvSource({"1, 1700000", "1000, 1700000000", "1000000, 1700000000000"})
  void times_are_nanoseconds_of_the_unit(long unit, String nanos) {
    assertThat(text(read("m v=1 1700000", unit))).isEqualTo(nanos + "|m v|1;");
  }

  @Test
  void a_key_must_be_one() {
    for (String bad : List.of("m\u0007", "m\tx", "m\u202e", "m".repeat(1_025))) {
      assertThat(read(bad + " v=1 1", 1).errors())
          .as(bad)
          .containsExactly(new LineProtocol.BadLine(1, Keys.RULE));
    }
    byte[] noText = {'m', (byte) 0xff, ' ', 'v', '=', '1', ' ', '1'};
    assertThat(read(noText, 1, TagRule.ALL).refused()).isEqualTo(1);
  }

  @Test
  void tags_that_do_not_count_are_not_in_the_key() {
    String line = "m,pid=7,host=a,zo\\ ne=z v=1 1";

    assertThat(text(read(line, 1, new TagRule(List.of(), List.of("pid")))))
        .isEqualTo("1|m,host=a,zo\\ ne=z v|1;");
    assertThat(text(read(line, 1, new TagRule(List.of("zo ne"), List.of()))))
        .isEqualTo("1|m,zo\\ ne=z v|1;");
    assertThat(text(read(line, 1, new TagRule(List.of("host", "pid"), List.of("pid")))))
        .isEqualTo("1|m,host=a v|1;");
  }

  @Test
  void texts_are_counted_and_lines_are_bounded() {
    assertThat(read("m a=\"x\",b=\"y\",v=1 1", 1).texts()).isEqualTo(2);
    assertThat(read("m v=\"" + "x".repeat(70_000) + "\" 1\nm v=1 1", 1).refused()).isEqualTo(1);
    assertThat(read("m,t=" + "x".repeat(70_000) + " v=1 1\nm v=1 1", 1).refused()).isEqualTo(1);
    String many = "v=1,".repeat(1_001);
    assertThat(read("m " + many + "w=1 1", 1).count()).as("one name").isEqualTo(2);
    StringBuilder fields = new StringBuilder("m f=1");
    for (int i = 0; i < 1_001; i++) {
      fields.append(",f").append(i).append("=1");
    }
    assertThat(read(fields + " 1", 1).errors().getFirst().problem())
        .isEqualTo("more than 1000 fields");
  }

  @Test
  void a_line_is_read_no_further_than_its_limit() {
    for (List<String> parts :
        List.of(
            List.of("m", "x"),
            List.of("m", "\\ "),
            List.of("m,t=", "x"),
            List.of("m,", "t"),
            List.of("m ", " "),
            List.of("m v", "w"),
            List.of("m v=", "1"),
            List.of("m v=1", ",v=1"),
            List.of("m v=\"", "x"),
            List.of("m v=\"", "\\\""),
            List.of("m v=1 ", "1"),
            List.of("m v=1 1", " "))) {
      String line = parts.getFirst() + parts.getLast().repeat(70_000) + "\nm v=2 1";
      LineProtocol.Result result = read(line, 1);

      assertThat(result.errors())
          .as("%s", parts)
          .containsExactly(new LineProtocol.BadLine(1, "longer than 64 KiB"));
      assertThat(text(result)).as("%s", parts).isEqualTo("1|m v|2;");
    }
    String tags = ",t=x".repeat(1 << 20);
    assertThat(read("m" + tags + " v=1 1", 1).errors().getFirst().problem())
        .isEqualTo("more than 256 tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\r", " ", " \n"})
  void a_line_of_64_kib_is_read(String end) {
    String line = "m s=\"" + "x".repeat((64 << 10) - 12) + "\",v=1 1";
    assertThat(line).hasSize(64 << 10);

    boolean longer = end.startsWith(" ");
    assertThat(text(read(line + end, 1))).isEqualTo(longer ? "" : "1|m v|1;");
    assertThat(text(read(line + end + "\nm w=1 1", 1)))
        .isEqualTo(longer ? "1|m w|1;" : "1|m v|1;1|m w|1;");
    assertThat(read("x" + line + end, 1).errors())
        .containsExactly(new LineProtocol.BadLine(1, "longer than 64 KiB"));
  }

  @Test
  void the_tags_of_a_line_are_bounded() {
    StringBuilder tags = new StringBuilder("m");
    for (int i = 0; i < 256; i++) {
      tags.append(",t").append(i).append("=x");
    }
    TagRule none = new TagRule(List.of("t0"), List.of());

    assertThat(text(read(tags + " v=1 1", 1, none))).isEqualTo("1|m,t0=x v|1;");
    assertThat(read(tags + ",u=x v=1 1", 1, none).errors())
        .containsExactly(new LineProtocol.BadLine(1, "more than 256 tags"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100, 101})
  void errors_are_counted_all_and_named_up_to_a_hundred(int bad) {
    LineProtocol.Result result = read("m\n".repeat(bad), 1);

    assertThat(result.refused()).isEqualTo(bad);
    assertThat(result.errors()).hasSize(Math.min(bad, 100));
  }

  @Test
  void whatever_is_cut_off_is_read_without_a_failure() {
    String body = "we\\ a,t\\==x\\, s=\"a\\\"b\",v=1i,w=-.5e3 -17\r\n#c\nm v=t 1";
    for (int end = 0; end <= body.length(); end++) {
      LineProtocol.Result result = read(body.substring(0, end), 1_000_000_000);
      assertThat(result.refused()).isLessThanOrEqualTo(result.lines());
    }
  }

  private static LineProtocol.Result read(String body, long unit) {
    return read(body, unit, TagRule.ALL);
  }

  private static LineProtocol.Result read(String body, long unit, TagRule tags) {
    return read(body.getBytes(StandardCharsets.UTF_8), unit, tags);
  }

  private static LineProtocol.Result read(byte[] body, long unit, TagRule tags) {
    try {
      return LineProtocol.read(body, unit, tags, 1 << 20);
    } catch (PointLines.TooManyException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(LineProtocol.Result result) {
    String text = new String(result.points(), StandardCharsets.UTF_8);
    assertThat(text.lines().count()).isEqualTo(result.count());
    return text.replace('\t', '|').replace('\n', ';');
  }
}
