package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.alerting.Outbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outbox with files of a newer build: refused, and no file is changed. */
class OutboxVersionsTest {

  private static final int LAST_OF_MAGIC = 7;

  private final CrashDisk disk = new CrashDisk();

  @BeforeEach
  void some_notices_wait() throws IOException {
    try (Outbox outbox = open()) {
      outbox.append(OutboxContract.notices("a", "b"));
      outbox.settle("one", 1);
    }
  }

  @Test
  void an_outbox_of_this_build_is_opened() throws IOException {
    open().close();
  }

  @Test
  void a_newer_segment_is_refused() throws IOException {
    patch(segment(), LAST_OF_MAGIC, (byte) '2');

    refused(segment() + " has version 2", "up to version 1");
  }

  @Test
  void a_newer_cursor_is_refused_in_either_place() throws IOException {
    String cursor = cursor();
    for (int place = 0; place < Cursor.PLACES; place++) {
      byte[] before = disk.bytes(cursor);
      patch(cursor, Cursor.PLACE * place + LAST_OF_MAGIC, (byte) '3');

      refused(cursor + " has version 3", "up to version 1");
      disk.put(cursor, before);
    }
    open().close();
  }

  @Test
  void a_newer_notice_is_refused_also_behind_damage() throws IOException {
    byte[] whole = disk.bytes(segment());
    Frame first = Frame.at(ByteBuffer.wrap(whole), Long.BYTES).orElseThrow();
    Frame second = Frame.at(ByteBuffer.wrap(whole), first.end()).orElseThrow();
    byte[] content = new byte[second.content().remaining()];
    second.content().duplicate().get(content);
    content[0] = (byte) (NoticeBytes.VERSION + 1);
    ByteBuffer newer = ByteBuffer.allocate(Frame.size(content));
    Frame.write(newer, second.number(), second.group(), content);
    for (int i = 0; i < newer.capacity(); i++) {
      patch(segment(), first.end() + i, newer.get(i));
    }

    refused("notice 1 of " + segment(), "version " + (NoticeBytes.VERSION + 1));
    patch(segment(), first.end() - 1, (byte) ~whole[first.end() - 1]);
    refused("notice 1 of " + segment(), "up to version " + NoticeBytes.VERSION);
  }

  private Outbox open() throws IOException {
    return DiskOutbox.open(disk, List.of("one"), new DiskOutbox.Limits(1_000, 10), _ -> {});
  }

  private void refused(String... parts) throws IOException {
    Map<String, String> before = content();

    assertThatThrownBy(this::open)
        .isInstanceOf(NewerOutboxException.class)
        .hasMessageContainingAll(parts);
    assertThat(content()).isEqualTo(before);
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (String name : disk.list()) {
      content.put(name, HexFormat.of().formatHex(disk.bytes(name)));
    }
    return content;
  }

  private String segment() throws IOException {
    return only(disk.list().stream().filter(name -> SegmentName.of(name).isPresent()).toList());
  }

  private String cursor() throws IOException {
    return only(disk.list().stream().filter(Cursor::isCursor).toList());
  }

  private static String only(List<String> names) {
    assertThat(names).hasSize(1);
    return names.getFirst();
  }

  private void patch(String name, int at, byte value) {
    byte[] bytes = disk.bytes(name);
    bytes[at] = value;
    disk.put(name, bytes);
  }
}
