/** A receiver that is the Events API v2 of PagerDuty. */
@NullMarked
package dev.weir.alerting.pagerduty;

import org.jspecify.annotations.NullMarked;
