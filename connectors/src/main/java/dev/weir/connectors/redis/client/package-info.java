/** A connection to Redis: what is asked, how replies are parsed, and why a request fails. */
@NullMarked
package dev.weir.connectors.redis.client;

import org.jspecify.annotations.NullMarked;
