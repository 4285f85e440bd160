/** Redis Streams as sources and sinks. What Jedis has to do with it stays in here. */
@NullMarked
package dev.weir.connectors.redis;

import org.jspecify.annotations.NullMarked;
