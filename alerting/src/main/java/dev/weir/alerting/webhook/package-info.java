/** A receiver that is told by HTTP, in Alertmanager's format. */
@NullMarked
package dev.weir.alerting.webhook;

import org.jspecify.annotations.NullMarked;
