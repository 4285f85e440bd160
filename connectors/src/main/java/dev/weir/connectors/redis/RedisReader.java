package dev.weir.connectors.redis;

import dev.weir.connectors.inference.live.LiveReading;
import dev.weir.connectors.redis.client.Entries;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.redis.client.StreamId;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.value.Times;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads one stream. A server that goes away is tried again for ever, and reading goes on behind the
 * last entry that was taken: what was under way is read again.
 */
final class RedisReader implements Source.Reader {

  /** Entries after which it is looked whether some are missing, however busy the stream. */
  private static final long COMPARE_AFTER = 100_000;

  private static final long COMPARE_EVERY_NANOS = 1_000_000_000L;

  private final RedisSourceSettings settings;
  private final byte[] key;
  private final Outages outages;
  private final Consumer<String> warnings;
  private final Ledger ledger;
  private final Optional<Group> group;
  private final Feeds feeds;
  private final EntryDecoder decoder;
  private PositionFormat positions;
  private RecordLocation place;
  private @Nullable Connected connected;
  private Entries entries = new Entries();

  private Optional<StreamId> committed = Optional.empty();
  private long sinceCompared;
  private long comparedNanos;

  private record Connected(Link link, EntryFeed feed) {}

  RedisReader(
      RedisSourceSettings settings,
      StreamPosition from,
      SeriesTable table,
      Outages outages,
      Consumer<String> warnings,
      LiveReading live) {
    this.settings = settings;
    this.key = Link.bytes(settings.stream());
    this.outages = outages;
    this.warnings = warnings;
    this.ledger = new Ledger(from);
    this.group = settings.groupSettings().map(g -> new Group(key, g));
    this.feeds = new Feeds(settings, key, group, ledger, warnings);
    this.decoder =
        new DecidingDecoder(
            live,
            settings.field().map(Link::bytes),
            settings.record(),
            from.timeKind(),
            (record, kind) ->
                settings
                    .field()
                    .map(field -> EntryDecoder.json(field, record, table, kind))
                    .orElseGet(() -> EntryDecoder.fields(record, table, kind)));
    this.positions = format(from.incarnation());
    this.place = new RecordLocation(settings.stream(), positions);
  }

  private static PositionFormat format(long incarnation) {
    return (high, low) -> StreamPosition.text(new StreamId(high, low), incarnation);
  }

  @Override
  public Source.State poll(Batch into, int limit, Duration patience)
      throws IOException, InterruptedException {
    if (!outages.await(patience)) {
      return Source.State.AWAY;
    }
    long before = ledger.incarnation();
    try {
      Connected now = connected;
      if (now == null) {
        now = attach();
        connected = now;
      }
      // What comes from another stream belongs to another batch.
      Source.State state =
          ledger.incarnation() == before ? read(now, into, limit, patience) : Source.State.READY;
      if (outages.end()) {
        warnings.accept(
            "Redis at %s is back; stream '%s' is read on behind %s"
                .formatted(settings.address(), settings.stream(), ledger.at()));
      }
      return state;
    } catch (RedisFailure e) {
      away(e);
      return into.size() > 0 ? Source.State.READY : Source.State.AWAY;
    }
  }

  // ---- Reading.

  private Source.State read(Connected now, Batch into, int limit, Duration patience)
      throws IOException {
    long before = ledger.incarnation();
    decoder.timeKind().ifPresent(into::timeKind);
    while (into.size() < limit) {
      if (entries.areTaken()) {
        if (into.size() > 0 && !now.feed.isUnderWay()) {
          break;
        }
        compareIfDue(now);
        if (ledger.incarnation() != before) {
          return Source.State.READY;
        }
        fetch(now, into.size() > 0 ? Duration.ZERO : patience);
        if (entries.isEmpty()) {
          return atEnd(now, into);
        }
      }
      while (into.size() < limit && entries.takeNext()) {
        take(into);
      }
      if (into.size() == 0) {
        // Only entries of before. The caller decides when to read on.
        return Source.State.READY;
      }
    }
    return Source.State.READY;
  }

  private Source.State atEnd(Connected now, Batch into) throws IOException {
    if (into.size() > 0) {
      return Source.State.READY;
    }
    long before = ledger.incarnation();
    if (sinceCompared > 0) {
      compare(now);
    }
    return ledger.incarnation() == before ? Source.State.IDLE : Source.State.READY;
  }

  private void fetch(Connected now, Duration patience) throws RedisFailure {
    entries = now.feed.next(patience, sinceCompared < COMPARE_AFTER);
    Optional<StreamId> pendingTo = feeds.pendingTo();
    if (pendingTo.isPresent() && now.feed.isPastPending()) {
      ledger.skipTo(pendingTo.get());
      feeds.pendingDone();
    }
  }

  private void take(Batch into) throws IOException {
    long ms = entries.ms();
    long seq = entries.seq();
    if (!ledger.isNew(ms, seq)) {
      // It is in the models already; the group gave it out once more.
      group.ifPresent(g -> g.inherit(new StreamId(ms, seq)));
      return;
    }
    if (entries.isGone()) {
      // Pending, but trimmed: the ledger will miss it.
      return;
    }
    ledger.read(ms, seq);
    sinceCompared++;
    if (group.isPresent()) {
      group.get().received(ms, seq);
    }
    decoder.decode(entries, place.at(ms, seq, Times.ofMillis(ms)), into);
  }

  // ---- Account.

  private void compareIfDue(Connected now) throws IOException {
    boolean due =
        sinceCompared >= COMPARE_AFTER
            || (sinceCompared == 0 && outages.nanoTime() - comparedNanos >= COMPARE_EVERY_NANOS);
    if (due && !now.feed.isUnderWay()) {
      compare(now);
    }
  }

  /** Only while nothing is under way: then what Redis says fits what was read. */
  private void compare(Connected now) throws IOException {
    sinceCompared = 0;
    comparedNanos = outages.nanoTime();
    if (now.feed.isPastPending()) {
      StreamInfo info = StreamInfo.read(now.link, key);
      if (compare(now.link, info)) {
        connected = new Connected(now.link, feeds.open(now.link, info));
      }
    }
  }

  /** Returns whether reading goes on elsewhere. */
  private boolean compare(Link link, StreamInfo info) throws IOException {
    Ledger.Finding finding = ledger.compare(info, id -> StreamInfo.hasEntry(link, key, id));
    switch (finding) {
      case Ledger.Finding.Nothing unused -> {
        return false;
      }
      case Ledger.Finding.Gap gap -> {
        warnings.accept(FindingText.of(gap, settings.stream(), ledger));
        return false;
      }
      case Ledger.Finding.WentBack back ->
          warnings.accept(FindingText.of(back, settings.stream(), ledger));
      case Ledger.Finding.Reborn unused ->
          warnings.accept(FindingText.ofReborn(settings.stream(), ledger));
    }
    positions = format(ledger.incarnation());
    place = new RecordLocation(settings.stream(), positions);
    committed = Optional.empty();
    group.ifPresent(Group::forget);
    return true;
  }

  // ---- Connection.

  private Connected attach() throws IOException {
    Link link = Link.open(settings.address(), outages::nanoTime);
    try {
      StreamInfo info = StreamInfo.read(link, key);
      if (ledger.hasRead() && feeds.pendingTo().isEmpty()) {
        compare(link, info);
      } else if (!feeds.isAttachedOnce()) {
        ledger.begin(info);
      }
      Connected now = new Connected(link, feeds.open(link, info));
      feeds.attached();
      settle(now);
      return now;
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private void away(RedisFailure e) throws InterruptedException {
    Connected before = connected;
    connected = null;
    entries = new Entries();
    feeds.oneByOne(e.kind() == RedisFailure.Kind.TOO_LARGE);
    if (before != null) {
      before.link.close();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("interrupted while reading stream " + settings.stream());
    }
    if (e.kind() == RedisFailure.Kind.NO_GROUP && outages.trouble().isEmpty()) {
      // The server is there: the group is made again at once.
      return;
    }
    if (outages.begin(e)) {
      warnings.accept(
          "%s; stream '%s' is read on as soon as that is over"
              .formatted(e.getMessage(), settings.stream()));
    }
  }

  // ---- The rest of the contract.

  @Override
  public Position position() {
    return ledger.position(decoder.timeKind()).toPosition();
  }

  @Override
  public PositionFormat positions() {
    return positions;
  }

  @Override
  public long gapRecords() {
    return ledger.gaps();
  }

  @Override
  public Optional<String> trouble() {
    return outages.trouble();
  }

  @Override
  public void commit(Position upTo) throws IOException {
    StreamPosition safe = StreamPosition.of(upTo);
    if (safe.incarnation() == ledger.incarnation()) {
      committed = Optional.of(safe.at());
      Connected now = connected;
      if (now != null) {
        try {
          settle(now);
        } catch (RedisFailure e) {
          commitLater(e);
        }
      }
    }
  }

  /** Lets the stream forget what is safe. */
  private void settle(Connected now) throws RedisFailure {
    if (committed.isEmpty()) {
      return;
    }
    StreamId upTo = committed.get();
    now.feed.settle();
    if (group.isPresent()) {
      group.get().acknowledge(now.link, upTo);
    }
    if (settings.trim()) {
      now.link.ask(Command.XTRIM, key, Link.bytes("MINID"), upTo.bytes()).number();
    }
    committed = Optional.empty();
  }

  /** Commits again when the server is back. */
  private void commitLater(RedisFailure e) throws IOException {
    group.ifPresent(g -> g.inherit(ledger.at()));
    try {
      away(e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Connected now = connected;
    if (now != null) {
      now.link.close();
    }
  }
}
