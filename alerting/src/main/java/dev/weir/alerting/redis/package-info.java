/** A receiver that is a stream of Redis. */
@NullMarked
package dev.weir.alerting.redis;

import org.jspecify.annotations.NullMarked;
