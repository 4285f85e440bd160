package dev.weir.connectors.remotewrite;

import static dev.weir.connectors.remotewrite.Bodies.bytes;
import static dev.weir.connectors.remotewrite.Bodies.join;
import static dev.weir.connectors.remotewrite.Bodies.label;
import static dev.weir.connectors.remotewrite.Bodies.sample;
import static dev.weir.connectors.remotewrite.Bodies.series;
import static dev.weir.connectors.remotewrite.Bodies.snappy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.weir.connectors.remotewrite.RemoteWrite.Skipped;
import dev.weir.connectors.text.lineprotocol.PointLines;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWriteTest {

  /** Bodies that Prometheus 2.42 sent. */
  private static final String ONE =
      "58f0570a560a1d0a085f5f6e616d655f5f121164656d6f5f74656d705f63656c736975730a0d0a07636c7573746572"
          + "120263310a090a04726f6f6d1201610a090a047a6f6e6512015a1210093333333333b33f40109eb6e1c1a234";

  private static final String TWO =
      "9201f05b0a560a1d0a085f5f6e616d655f5f121164656d6f5f74656d705f63656c736975730a0d0a07636c75737465"
          + "72120263310a090a04726f6f6d1201610a090a047a6f6e6512015a121009000000000000404010d6cde1c1a234"
          + "0a380a151d58000905580c666c61703a50000012113a20f03f10d6cde1c1a234";

  private static final String STALE =
      "9201f05e0a560a1d0a085f5f6e616d655f5f121164656d6f5f74656d705f63656c736975730a0d0a07636c75737465"
          + "72120263310a090a04726f6f6d1201610a090a047a6f6e6512015a1210096666666666264040108ee5e1c1a234"
          + "0a380a150a085f1158000905580c666c61703a500044121009020000000000f07f108ee5e1c1a234";

  private static final String METADATA =
      "75981a1e0802121164656d6f5f74656d705f63656c736975732207612067617567651a16080112096401204c6a6f62"
          + "732207636f756e7465721a19080312086401184c6c6174220b6120686973746f6772616d1a1108020d1b586e61"
          + "6e22036e616e1a0d0802120964656d6f5f666c6170";

  /** The first body with the value 0, which is left out. */
  private static final String ZERO =
      "4ff04e0a4d0a1d0a085f5f6e616d655f5f121164656d6f5f74656d705f63656c736975730a0d0a07636c7573746572"
          + "120263310a090a04726f6f6d1201610a090a047a6f6e6512015a1207109eb6e1c1a234";

  private static final String KEY =
      "\"demo_temp_celsius{cluster=\"\"c1\"\",room=\"\"a\"\",zone=\"\"Z\"\"}\"";

  @Test
  void reads_what_prometheus_sends() throws Exception {
    assertThat(lines(hex(ONE))).containsExactly("1795971111710000000\t" + KEY + "\t31.7");
    assertThat(lines(hex(TWO)))
        .containsExactly(
            "1795971114710000000\t" + KEY + "\t32.0",
            "1795971114710000000\t\"demo_flap{cluster=\"\"c1\"\"}\"\t1.0");
    assertThat(lines(hex(ZERO))).containsExactly("1795971111710000000\t" + KEY + "\t0.0");
    assertThat(lines(hex(METADATA))).isEmpty();
    assertThat(lines(new byte[1])).isEmpty();
  }

  @Test
  void a_staleness_marker_is_passed_over() throws Exception {
    assertThat(lines(hex(STALE))).containsExactly("1795971117710000000\t" + KEY + "\t32.3");
    assertThat(skipped(hex(STALE))).containsExactly(Map.entry(Skipped.STALE, 1L));
  }

  @Test
  void the_order_of_labels_and_fields_does_not_count_and_that_of_samples_does() throws Exception {
    byte[] body =
        snappy(
            bytes(9, new byte[3]),
            series(
                sample(3, 3),
                label("b", "x\\\"y"),
                label("a", "\u00fc"),
                sample(1.5e300, -1),
                label("__name__", "m"),
                label("empty", "")));

    assertThat(lines(body))
        .containsExactly(
            "3000000\t\"m{a=\"\"\u00fc\"\",b=\"\"x\\\\\\\"\"y\"\"}\"\t3.0",
            "-1000000\t\"m{a=\"\"\u00fc\"\",b=\"\"x\\\\\\\"\"y\"\"}\"\t1.5E300");
    assertThat(lines(snappy(series(label("__name__", "up"), sample(1, 1)))))
        .containsExactly("1000000\tup\t1.0");
    assertThat(lines(snappy(series(label("job", "j"), sample(1, 1)))))
        .containsExactly("1000000\t\"{job=\"\"j\"\"}\"\t1.0");
  }

  @Test
  void a_rule_says_which_labels_are_part_of_the_key() throws Exception {
    TagRule rule = new TagRule(List.of(), List.of("cluster", "zone"));

    assertThat(lines(hex(ONE), rule).getFirst()).contains("\"demo_temp_celsius{room=\"\"a\"\"}\"");
  }

  @Test
  void what_no_detector_can_use_is_counted_by_kind() throws Exception {
    byte[] body =
        snappy(
            series(label("__name__", "q"), sample(Double.NaN, 1), sample(1 / 0.0, 1), sample(2, 1)),
            series(label("__name__", "h_bucket"), label("le", "0.5"), sample(2, 1), sample(3, 2)),
            series(label("__name__", "water_bucket"), sample(4, 1)),
            series(label("a", "1"), label("a", "2"), sample(5, 1)),
            series(label("__name__", "hidden\u202e"), sample(6, 1)),
            series(bytes(1, bytes(1, new byte[] {(byte) 0xff})), sample(7, 1)),
            series(sample(8, 1)),
            series(label("__name__", "far"), sample(9, Long.MAX_VALUE), sample(9, Long.MIN_VALUE)),
            series(label("__name__", "e"), bytes(3, new byte[0]), bytes(4, new byte[0])));

    assertThat(lines(body)).containsExactly("1000000\tq\t2.0", "1000000\twater_bucket\t4.0");
    assertThat(skipped(body))
        .containsOnly(
            Map.entry(Skipped.NOT_FINITE, 2L),
            Map.entry(Skipped.BUCKETS, 2L),
            Map.entry(Skipped.BAD_SERIES, 4L),
            Map.entry(Skipped.BAD_TIME, 2L),
            Map.entry(Skipped.EXEMPLARS, 1L),
            Map.entry(Skipped.HISTOGRAMS, 1L));
  }

  @Test
  void the_labels_of_a_series_are_bounded() throws Exception {
    TagRule name = new TagRule(List.of("__name__"), List.of());
    byte[][] fields = new byte[258][];
    fields[0] = label("__name__", "m");
    for (int i = 1; i < 256; i++) {
      fields[i] = label("l" + i, "");
    }
    fields[256] = sample(1, 1);
    fields[257] = new byte[0];
    assertThat(lines(snappy(series(fields)), name)).containsExactly("1000000\tm\t1.0");

    fields[257] = label("one_more", "");
    assertThat(skipped(snappy(series(fields)))).containsExactly(Map.entry(Skipped.BAD_SERIES, 1L));

    byte[] most = label("a", "x".repeat((64 << 10) - "__name__m".length() - 1));
    byte[] sample = sample(1, 1);
    assertThat(lines(snappy(series(label("__name__", "m"), most, sample)), name))
        .containsExactly("1000000\tm\t1.0");
    assertThat(lines(snappy(series(label("__name__", "mm"), most, sample)), name)).isEmpty();
    byte[] again = bytes(1, join(bytes(1, new byte[33_000]), bytes(1, new byte[33_000])));
    assertThat(lines(snappy(series(label("__name__", "m"), again, sample)), name)).isEmpty();
  }

  @Test
  void labels_beyond_the_limit_take_no_room() throws Exception {
    byte[][] fields = new byte[20_000][];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = label("label_" + i, "x".repeat(30));
    }
    byte[] labels = join(fields);
    SeriesLabels series = new SeriesLabels(TagRule.ALL);
    long before = allocated();

    series.read(new ProtoInput(labels, 0, labels.length));

    assertThat(series.key()).isEmpty();
    // Messages without their texts: with them it is more than twice as much.
    assertThat(allocated() - before).isLessThan(8_000_000);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // no length
        "8080808008", // claims 2 GiB
        "ffffffffffff01", // a length of more than 32 bits
        "0a", // nothing behind the length
        "05f0", // a literal without its bytes
        "0401", // a copy of nothing
        "040c616161610100", // more than was announced
        "0308616161610a", // more than was announced by one
        "020a0a", // a field that passes the end
        "03080b0a05", // a group
        "0104" + "0a", // too short
        "02040a05", // a message that passes its parent
        "02040000", // field 0
      })
  void bodies_that_cannot_be_read_are_refused(String hex) {
    assertThatThrownBy(() -> lines(hex(hex))).isInstanceOf(BadWriteRequestException.class);
  }

  @Test
  void a_body_that_claims_more_than_it_can_hold_is_refused_before_room_is_made() {
    byte[] claims = join(Bodies.varint(1 << 20), new byte[100]);

    assertThatThrownBy(() -> SnappyBlock.decompress(claims, 1 << 25))
        .isInstanceOf(BadWriteRequestException.class)
        .hasMessageContaining("claims to hold 1048576 bytes");
    assertThatThrownBy(() -> SnappyBlock.decompress(snappy(new byte[1_000]), 999))
        .isInstanceOf(BadWriteRequestException.class);
  }

  @Test
  void points_beyond_the_limit_are_refused() {
    byte[][] fields = new byte[1_001][];
    fields[0] = label("__name__", "x".repeat(900));
    for (int i = 1; i < fields.length; i++) {
      fields[i] = sample(1, i);
    }

    assertThatThrownBy(
            () -> RemoteWrite.read(snappy(series(fields)), 1 << 20, 500_000, TagRule.ALL))
        .isInstanceOf(PointLines.TooManyException.class);
  }

  @Test
  void mangled_bodies_are_read_or_refused() throws Exception {
    Random random = new Random(31);
    byte[][] whole = {hex(ONE), hex(TWO), hex(STALE), hex(METADATA), hex(ZERO)};
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = whole[i % whole.length].clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      byte[] cut = random.nextBoolean() ? body : Arrays.copyOf(body, random.nextInt(body.length));
      try {
        RemoteWrite.read(cut, 1 << 20, 1 << 20, TagRule.ALL);
      } catch (BadWriteRequestException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void copies_of_every_form_are_made() throws Exception {
    // "abcd", then copies: 4 of offset 4 in two bytes, 7 of offset 1 in three, 5 of offset 8 in
    // five.
    byte[] block = hex("14" + "0c61626364" + "0104" + "1a0100" + "13" + "08000000");

    assertThat(new String(SnappyBlock.decompress(block, 100), StandardCharsets.US_ASCII))
        .isEqualTo("abcdabcd" + "ddddddd" + "dddddd".substring(0, 5));
  }

  private static List<String> lines(byte[] body) throws IOException {
    return lines(body, TagRule.ALL);
  }

  private static List<String> lines(byte[] body, TagRule rule) throws IOException {
    RemoteWrite.Result read = RemoteWrite.read(body, 1 << 20, 1 << 20, rule);
    List<String> lines = new String(read.points(), StandardCharsets.UTF_8).lines().toList();
    assertThat(read.count()).isEqualTo(lines.size());
    return lines;
  }

  private static Map<Skipped, Long> skipped(byte[] body) throws IOException {
    return RemoteWrite.read(body, 1 << 20, 1 << 20, TagRule.ALL).skipped();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
