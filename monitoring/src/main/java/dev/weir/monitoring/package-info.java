/**
 * What the engine measures of itself, in one place: counters, latency, evaluation against labels,
 * and in {@code health} what they say about its state.
 */
@NullMarked
package dev.weir.monitoring;

import org.jspecify.annotations.NullMarked;
