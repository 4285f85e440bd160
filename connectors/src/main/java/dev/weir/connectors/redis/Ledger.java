package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.StreamId;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps account of what was read of a stream against what Redis says was ever added to it. One
 * owner.
 *
 * <p>Redis tells a reader nothing of entries that were trimmed before they were read, nor that a
 * stream is not the one it was. But it counts the entries ever added, and ids only grow: the place
 * of the reader in that count is known where it has read everything, or where everything there is
 * is still to be read. What is missing between two such moments is a gap. A stream whose count or
 * whose greatest id is smaller than it was has lost entries, or is a new one under the old name.
 */
final class Ledger {

  /** The result of a comparison with Redis. */
  sealed interface Finding {
    /** No entry is known to be missing. */
    record Nothing() implements Finding {}

    /** So many entries were gone before they could be read. */
    record Gap(long records) implements Finding {}

    /** The stream has lost its last entries, which were read; it goes on behind this one. */
    record WentBack(StreamId to) implements Finding {}

    /** It is another stream. */
    record Reborn() implements Finding {}
  }

  /** Whether the stream has an entry. */
  @FunctionalInterface
  interface Lookup {
    boolean has(StreamId id) throws IOException;
  }

  private static final Finding NOTHING = new Finding.Nothing();

  private long ms;
  private long seq;
  private long incarnation;
  private long ordinal;
  private long gaps;
  private Optional<StreamId> first;
  private long firstOrdinal;
  private StreamId comparedAt;

  Ledger(StreamPosition from) {
    this.ms = from.at().ms();
    this.seq = from.at().seq();
    this.incarnation = from.incarnation();
    this.ordinal = from.ordinal();
    this.gaps = from.gaps();
    this.first = from.first();
    this.firstOrdinal = from.firstOrdinal();
    this.comparedAt = from.at();
  }

  /** Where the last entry that was read stands. */
  StreamId at() {
    return new StreamId(ms, seq);
  }

  long incarnation() {
    return incarnation;
  }

  long gaps() {
    return gaps;
  }

  boolean hasRead() {
    return first.isPresent() || ms != 0 || seq != 0;
  }

  StreamPosition position(Optional<EventTime> timeKind) {
    return new StreamPosition(at(), incarnation, ordinal, gaps, first, firstOrdinal, timeKind);
  }

  /** Whether an entry is behind those that were read. */
  boolean isNew(long entryMs, long entrySeq) {
    return StreamId.compare(entryMs, entrySeq, ms, seq) > 0;
  }

  /** An entry was read. */
  void read(long entryMs, long entrySeq) {
    ms = entryMs;
    seq = entrySeq;
    if (ordinal != StreamInfo.UNKNOWN) {
      ordinal++;
    }
    if (first.isEmpty()) {
      first = Optional.of(at());
      firstOrdinal = ordinal;
    }
  }

  /** Nothing was read yet, and everything there is will be: what is gone by now is no gap. */
  void begin(StreamInfo now) {
    ordinal = now.isCounted() ? now.removed() : StreamInfo.UNKNOWN;
  }

  /** Entries before the id are not to be read, and are not a gap. */
  void skipTo(StreamId id) {
    if (isNew(id.ms(), id.seq())) {
      ms = id.ms();
      seq = id.seq();
    }
    ordinal = StreamInfo.UNKNOWN;
  }

  /** Compares with what Redis says while no entry is under way between it and the reader. */
  Finding compare(StreamInfo now, Lookup lookup) throws IOException {
    Finding finding = hasRead() && wentBack(now) ? beginAnew(now, isSame(now, lookup)) : count(now);
    comparedAt = at();
    return finding;
  }

  private boolean wentBack(StreamInfo now) {
    if (now.lastGenerated().isBefore(at())) {
      return true;
    }
    if (ordinal == StreamInfo.UNKNOWN || !now.isCounted()) {
      return false;
    }
    // If all there is is new, then all that was read must have been removed.
    return now.added() < ordinal || (now.beginsBehind(at()) && now.removed() < ordinal);
  }

  /** Whether the stream is the one that was read, though it has lost entries. */
  private boolean isSame(StreamInfo now, Lookup lookup) throws IOException {
    if (first.isEmpty() || now.first().isEmpty()) {
      return false;
    }
    if (!now.beginsBehind(first.get())) {
      return lookup.has(first.get());
    }
    // Its beginning was trimmed. What is left is of the same stream if some of it was read.
    return !now.beginsBehind(comparedAt) && now.removed() >= firstOrdinal;
  }

  private Finding beginAnew(StreamInfo now, boolean same) {
    incarnation++;
    StreamId start = at();
    if (same) {
      start = now.lastGenerated().isBefore(start) ? now.lastGenerated() : start;
    } else {
      // What came since the last comparison is of the new stream, and need not be read again.
      start = now.beginsBehind(comparedAt) ? start : StreamId.ZERO;
      start = now.lastGenerated().isBefore(start) ? StreamId.ZERO : start;
      first = Optional.empty();
      firstOrdinal = 0;
    }
    ms = start.ms();
    seq = start.seq();
    ordinal = ordinalAt(start, now);
    return same ? new Finding.WentBack(start) : new Finding.Reborn();
  }

  private Finding count(StreamInfo now) {
    long exact = ordinalAt(at(), now);
    if (exact == StreamInfo.UNKNOWN) {
      return NOTHING;
    }
    long gone = ordinal == StreamInfo.UNKNOWN ? 0 : exact - ordinal;
    ordinal = exact;
    if (gone <= 0) {
      return NOTHING;
    }
    gaps += gone;
    return new Finding.Gap(gone);
  }

  /** How many entries were added up to the id; empty if that is not known. */
  private static long ordinalAt(StreamId id, StreamInfo now) {
    if (!now.isCounted()) {
      return StreamInfo.UNKNOWN;
    }
    if (now.endsAt(id)) {
      return now.added();
    }
    return now.beginsBehind(id) ? now.removed() : StreamInfo.UNKNOWN;
  }
}
