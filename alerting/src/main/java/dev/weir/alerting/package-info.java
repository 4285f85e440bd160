/** Alerts, and the receivers that tell people of them, one package each. */
@NullMarked
package dev.weir.alerting;

import org.jspecify.annotations.NullMarked;
