/**
 * The measurements of the engine: counters, latency, evaluation against labels, and the health that
 * follows from them.
 */
@NullMarked
package dev.weir.monitoring;

import org.jspecify.annotations.NullMarked;
