package dev.weir.alerting.outbox;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An outbox that survives crashes: segments of notices that are appended to, and a cursor for each
 * receiver. A segment goes when every receiver is done with it and the notices behind it are as
 * many as are remembered. What waits is held in memory by the receivers' queues; the disk is read
 * only when the outbox is opened.
 */
public final class DiskOutbox implements Outbox {

  /**
   * How much an outbox holds.
   *
   * @param segment size in bytes from which on a new segment is begun
   * @param remembered of how many notices at least it knows that it has seen them
   */
  public record Limits(int segment, int remembered) {}

  private record Segment(SegmentName name, long behind) {}

  private final OutboxDisk disk;
  private final Limits limits;
  private final KnownIds known;
  private final Map<String, Cursor> cursors = new HashMap<>();
  private final Map<String, List<Entry>> backlogs = new HashMap<>();
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private @Nullable SegmentWriter writer;
  private boolean closed;
  private long next;
  private int attempts;

  private DiskOutbox(OutboxDisk disk, Limits limits) {
    this.disk = disk;
    this.limits = limits;
    this.known = new KnownIds(limits.remembered());
  }

  /**
   * Opens the outbox in a directory, or makes one.
   *
   * @param receivers names; a new one begins with the next notice
   * @param warnings receives a sentence for each damaged file
   */
  public static DiskOutbox open(
      Path directory, List<String> receivers, Limits limits, Consumer<String> warnings)
      throws IOException {
    return open(new DirectoryDisk(directory), receivers, limits, warnings);
  }

  static DiskOutbox open(
      OutboxDisk disk, List<String> receivers, Limits limits, Consumer<String> warnings)
      throws IOException {
    OutboxVersions.refuseNewer(disk);
    DiskOutbox outbox = new DiskOutbox(disk, limits);
    List<Entry> entries = outbox.readSegments(warnings);
    outbox.openCursors(receivers, entries, warnings);
    return outbox;
  }

  // ---- At the start.

  private List<Entry> readSegments(Consumer<String> warnings) throws IOException {
    List<SegmentName> names =
        disk.list().stream().flatMap(file -> SegmentName.of(file).stream()).sorted().toList();
    if (!names.isEmpty()) {
      // It may have been written by a process that died before it was forced.
      force(names.getLast());
    }
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      SegmentName name = names.get(i);
      boolean last = i == names.size() - 1;
      Optional<Long> behind = last ? Optional.empty() : Optional.of(names.get(i + 1).first());
      byte[] bytes = disk.read(name.file());
      List<Entry> entries = SegmentReader.read(name, bytes, behind, warnings);
      warnOfGap(all, name, entries, warnings);
      all.addAll(entries);
      next = Math.max(next, Math.max(name.first(), all.isEmpty() ? 0 : all.getLast().number() + 1));
      segments.add(new Segment(name, behind.orElse(next)));
      attempts = Math.max(attempts, name.attempt() + 1);
    }
    all.forEach(entry -> known.add(entry.notice().id()));
    return all;
  }

  private void force(SegmentName name) throws IOException {
    try (OutboxDisk.Writable file = disk.open(name.file())) {
      file.force();
    }
    disk.forceDirectory();
  }

  /** Numbers that are missing between notices that are there were acknowledged. */
  private void warnOfGap(
      List<Entry> before, SegmentName name, List<Entry> entries, Consumer<String> warnings) {
    long expected = before.isEmpty() ? name.first() : before.getLast().number() + 1;
    for (Entry entry : entries) {
      if (entry.number() > expected) {
        warnings.accept(
            "%d notices of the outbox are damaged and lost, from number %d on, in or before %s"
                .formatted(entry.number() - expected, expected, name.file()));
      }
      expected = entry.number() + 1;
    }
  }

  private void openCursors(List<String> receivers, List<Entry> entries, Consumer<String> warnings)
      throws IOException {
    Map<String, Long> starts = new HashMap<>();
    for (String receiver : receivers) {
      switch (Cursor.find(disk, receiver)) {
        case Cursor.Found.At(long number) -> starts.put(receiver, number);
        case Cursor.Found.Damaged() -> {
          warnings.accept(
              "the progress of receiver '%s' cannot be read: all notices in the outbox are delivered again"
                  .formatted(receiver));
          starts.put(receiver, 0L);
        }
        case Cursor.Found.Nothing() -> {
          // It begins behind what is there, once it is known what that is.
        }
      }
    }
    starts.values().forEach(start -> next = Math.max(next, start));
    for (String receiver : receivers) {
      long start = starts.getOrDefault(receiver, next);
      cursors.put(receiver, Cursor.create(disk, receiver, start));
      backlogs.put(receiver, entries.stream().filter(entry -> entry.number() >= start).toList());
    }
    for (String file : Cursor.filesOfOthers(disk, receivers)) {
      warnings.accept("a receiver is no longer configured: what waited for it is given up");
      disk.delete(file);
    }
  }

  // ---- While it runs.

  @Override
  public synchronized List<Entry> append(List<Notice> notices) throws IOException {
    List<Entry> entries = MemoryOutbox.number(MemoryOutbox.fresh(notices, known), next);
    if (entries.isEmpty()) {
      return entries;
    }
    if (closed) {
      throw new IOException("the outbox is closed");
    }
    SegmentWriter segment = segment();
    try {
      segment.append(entries);
    } catch (IOException e) {
      abandon(segment);
      throw e;
    }
    entries.forEach(entry -> known.add(entry.notice().id()));
    next += entries.size();
    Segment last = segments.removeLast();
    segments.add(new Segment(last.name(), next));
    forgetOldest();
    return entries;
  }

  private SegmentWriter segment() throws IOException {
    SegmentWriter open = writer;
    if (open != null && open.size() < limits.segment()) {
      return open;
    }
    if (open != null) {
      writer = null;
      open.close();
    }
    SegmentName name = new SegmentName(next, attempts++);
    SegmentWriter begun = SegmentWriter.create(disk, name);
    writer = begun;
    segments.add(new Segment(name, next));
    return begun;
  }

  /** A segment that failed is not written again: the next segment takes its place. */
  private void abandon(SegmentWriter segment) {
    writer = null;
    segment.abandon();
    if (segment.size() == 0) {
      delete(segments.removeLast());
    }
  }

  /** Deletes segments that nobody needs, the oldest first and one by one, so that no gap arises. */
  private void forgetOldest() {
    long settled = cursors.values().stream().mapToLong(Cursor::number).min().orElse(next);
    long needed = Math.min(settled, next - limits.remembered());
    while (segments.size() > 1
        && segments.getFirst().behind() <= needed
        && delete(segments.getFirst())) {
      segments.removeFirst();
    }
  }

  private boolean delete(Segment segment) {
    try {
      disk.delete(segment.name().file());
      disk.forceDirectory();
      return true;
    } catch (IOException e) {
      // It is in nobody's way, and is looked at again.
      return false;
    }
  }

  @Override
  public synchronized List<Entry> backlog(String receiver) {
    List<Entry> backlog = backlogs.remove(receiver);
    return backlog == null ? List.of() : backlog;
  }

  @Override
  public void settle(String receiver, long upTo) throws IOException {
    Cursor cursor = cursors.get(receiver);
    if (cursor == null) {
      throw new IllegalArgumentException("there is no receiver '%s'".formatted(receiver));
    }
    cursor.moveTo(upTo);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    cursors.values().forEach(Cursor::close);
    SegmentWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
  }
}
