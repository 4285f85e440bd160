/** Alerts of the service: incidents of series and changes of health become notices. */
@NullMarked
package dev.weir.app.service.alerts;

import org.jspecify.annotations.NullMarked;
