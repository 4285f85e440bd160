package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.redis.client.StreamId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses how the entries of a stream are fetched on each connection: by position, or through a
 * consumer group, which may have to be created, moved or taken over first. One owner.
 */
final class Feeds {

  private final RedisSourceSettings settings;
  private final byte[] key;
  private final Optional<Group> group;
  private final Ledger ledger;
  private final Consumer<String> warnings;
  private final boolean fresh;

  /** A group that is older than the pipeline: up to here, what nobody acknowledged comes first. */
  private Optional<StreamId> pendingTo = Optional.empty();

  /** Whether the last reply was too large to take. */
  private boolean oneByOne;

  private boolean attachedOnce;

  Feeds(
      RedisSourceSettings settings,
      byte[] key,
      Optional<Group> group,
      Ledger ledger,
      Consumer<String> warnings) {
    this.settings = settings;
    this.key = key;
    this.group = group;
    this.ledger = ledger;
    this.warnings = warnings;
    this.fresh = !ledger.hasRead();
  }

  /** The last pending entry that comes first; empty if none does, or if all came. */
  Optional<StreamId> pendingTo() {
    return pendingTo;
  }

  /** All pending entries came. */
  void pendingDone() {
    pendingTo = Optional.empty();
  }

  boolean isAttachedOnce() {
    return attachedOnce;
  }

  /** A feed is in use: a group that is missing from now on was removed. */
  void attached() {
    attachedOnce = true;
  }

  /** Whether the next feeds fetch one entry at a time. */
  void oneByOne(boolean yes) {
    oneByOne = yes;
  }

  /** The feed that goes on behind the place of the ledger. */
  EntryFeed open(Link link, StreamInfo info) throws RedisFailure {
    EntryFeed feed = wholeFeed(link, info);
    return oneByOne ? feed.oneByOne() : feed;
  }

  private EntryFeed wholeFeed(Link link, StreamInfo info) throws RedisFailure {
    if (group.isEmpty()) {
      return EntryFeed.byPosition(link, key, ledger.at());
    }
    Group through = group.get();
    Optional<StreamId> delivered = through.deliveredTo(link);
    if (delivered.isEmpty()) {
      through.create(link, ledger.at());
      if (attachedOnce) {
        warnings.accept(
            "stream '%s' had no consumer group '%s' any more; it is made again at %s"
                .formatted(settings.stream(), through, ledger.at()));
      }
    } else if (delivered.get().isBehind(info.lastGenerated())) {
      // It would give out nothing until the stream has come as far as another one once was.
      through.moveTo(link, ledger.at());
      delivered = Optional.empty();
    } else if (!attachedOnce) {
      takeOver(link, through);
      pendingTo = fresh ? delivered : Optional.empty();
    }
    StreamId deliveredTo = delivered.orElse(ledger.at());
    through.inherit(deliveredTo.isBehind(ledger.at()) ? deliveredTo : ledger.at());
    return pendingTo.isPresent()
        ? EntryFeed.fromPending(link, key, through, ledger.at())
        : EntryFeed.throughGroup(link, key, through, ledger.at(), deliveredTo);
  }

  private void takeOver(Link link, Group through) throws RedisFailure {
    List<String> others = through.claim(link);
    if (!others.isEmpty()) {
      warnings.accept(
          ("consumers %s of group '%s' have entries of stream '%s' that are not read here;"
                  + " give this source a group of its own")
              .formatted(others, through, settings.stream()));
    }
  }
}
