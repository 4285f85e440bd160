/** The catalogue of metrics over Micrometer, as {@code /metrics} and as a page of documentation. */
@NullMarked
package dev.weir.app.metrics;

import org.jspecify.annotations.NullMarked;
