package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.text.DetectionJson;

/**
 * The stream that a sink writes, and the records that it writes to it.
 *
 * @param maxLength about how many entries the stream keeps; 0 for all
 * @param fields of the entries of records
 */
public record RedisSinkSettings(
    RedisAddress address, String stream, long maxLength, Only only, DetectionJson.Fields fields) {

  /** Which entries there are. */
  public enum Only {
    /** One for each record. */
    ALL,
    /** One for each anomalous record. */
    ANOMALIES,
    /** One each time an incident opens, gets worse or is resolved. */
    ALERTS
  }
}
