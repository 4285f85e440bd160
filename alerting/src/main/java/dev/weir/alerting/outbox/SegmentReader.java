package dev.weir.alerting.outbox;

import dev.weir.alerting.Outbox.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what is whole in a segment. What a crash has torn is at the end, in what was written last
 * and never acknowledged: it is cut off, with everything behind it. What is damaged before that was
 * acknowledged: it is left out, and its number tells which it was.
 */
final class SegmentReader {

  /** The first bytes of every segment, by which a person recognizes the file. */
  static final long MAGIC = 0x5745_4952_4F55_5431L;

  private final SegmentName name;
  private final ByteBuffer bytes;
  private final Consumer<String> warnings;
  private final List<Frame> frames = new ArrayList<>();

  /** Which frames have something damaged in front of them. */
  private final List<Integer> behindDamage = new ArrayList<>();

  private SegmentReader(SegmentName name, byte[] bytes, Consumer<String> warnings) {
    this.name = name;
    this.bytes = ByteBuffer.wrap(bytes);
    this.warnings = warnings;
  }

  /**
   * The notices of a segment, in order.
   *
   * @param behind number of the first notice of the next segment, if there is one
   */
  static List<Entry> read(
      SegmentName name, byte[] bytes, Optional<Long> behind, Consumer<String> warnings) {
    SegmentReader reader = new SegmentReader(name, bytes, warnings);
    reader.scan();
    if (behind.isEmpty()) {
      reader.cutTorn();
    }
    return reader.entries(behind.orElse(Long.MAX_VALUE));
  }

  private void scan() {
    boolean damaged = false;
    int at = Long.BYTES;
    while (at < bytes.limit()) {
      Optional<Frame> frame = Frame.at(bytes, at);
      if (frame.isPresent()) {
        if (damaged) {
          behindDamage.add(frames.size());
        }
        frames.add(frame.get());
      }
      damaged = frame.isEmpty();
      at = frame.map(Frame::end).orElse(at + 1);
    }
  }

  /** Damage within what was written last: a crash came before that was whole. */
  private void cutTorn() {
    for (int index : behindDamage) {
      long lastGroup = frames.getLast().group();
      long expected = index == 0 ? name.first() : frames.get(index - 1).number() + 1;
      if (frames.get(index).group() == lastGroup && expected >= lastGroup) {
        frames.subList(index, frames.size()).clear();
        return;
      }
    }
  }

  private List<Entry> entries(long behind) {
    List<Entry> entries = new ArrayList<>();
    long next = name.first();
    for (Frame frame : frames) {
      if (frame.number() >= next && frame.number() < behind) {
        next = frame.number() + 1;
        try {
          entries.add(new Entry(frame.number(), NoticeBytes.read(frame.content())));
        } catch (IOException e) {
          warnings.accept(
              "notice %d of %s cannot be read: %s"
                  .formatted(frame.number(), name.file(), e.getMessage()));
        }
      }
    }
    return entries;
  }
}
