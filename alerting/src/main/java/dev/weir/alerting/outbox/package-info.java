/** Outboxes: in memory, and on a disk that may crash. */
@NullMarked
package dev.weir.alerting.outbox;

import org.jspecify.annotations.NullMarked;
