/** The health of the service, derived from measurements, with reasons. */
@NullMarked
package dev.weir.monitoring.health;

import org.jspecify.annotations.NullMarked;
