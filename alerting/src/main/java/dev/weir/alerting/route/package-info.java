/** Routing of alerts in the terms of Alertmanager: matchers, routes, time intervals, inhibition. */
@NullMarked
package dev.weir.alerting.route;

import org.jspecify.annotations.NullMarked;
