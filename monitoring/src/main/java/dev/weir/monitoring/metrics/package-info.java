/**
 * The catalogue of metrics: each is named once, for the status report, {@code /metrics} and the
 * docs.
 */
@NullMarked
package dev.weir.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
