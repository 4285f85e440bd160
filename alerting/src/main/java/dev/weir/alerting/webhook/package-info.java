/** A receiver of HTTP requests in the format of Alertmanager. */
@NullMarked
package dev.weir.alerting.webhook;

import org.jspecify.annotations.NullMarked;
