/** Says in words why a record is an anomaly and for how long a series is silent. */
@NullMarked
package dev.weir.engine.explanation;

import org.jspecify.annotations.NullMarked;
