/** What the measurements say about the state of the service, with reasons. */
@NullMarked
package dev.weir.monitoring.health;

import org.jspecify.annotations.NullMarked;
