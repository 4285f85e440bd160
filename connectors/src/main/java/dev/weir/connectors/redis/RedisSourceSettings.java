package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.text.RecordSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How one stream is read.
 *
 * @param source name of the source that the stream is one of
 * @param group to read through; empty to read by position alone
 * @param consumer name in the group, always the same
 * @param claimAfter what another consumer of the group has left for so long is taken over
 * @param trim whether what is safe is removed from the stream
 * @param field that holds a record as a JSON object; empty if each field of an entry is one of the
 *     record
 */
public record RedisSourceSettings(
    String source,
    RedisAddress address,
    String stream,
    Optional<String> group,
    String consumer,
    Duration claimAfter,
    boolean trim,
    Optional<String> field,
    RecordSettings record) {

  /**
   * Name of the pipeline: always with the stream, so that another one beside it changes nothing.
   */
  public String pipeline() {
    return source + "/" + stream;
  }

  /** Settings by which the stream is read without a change on the server. */
  public RedisSourceSettings untouched() {
    return new RedisSourceSettings(
        source, address, stream, Optional.empty(), consumer, claimAfter, false, field, record);
  }

  Optional<Group.Settings> groupSettings() {
    return group.map(name -> new Group.Settings(name, consumer, claimAfter));
  }
}
